import { isBoundedText } from '@pawl/document'
import { listOf, member, textOf } from '../../../members.ts'
import type { SignerContext } from './attestor-set.ts'
import type { Draft, Mode } from './draft.ts'
import { imagePatterns } from './image-pattern.ts'
import { noteMembers } from './note-members.ts'
import { type Place, shown } from './place.ts'
import type { Source } from './read-sources.ts'
import { readValidations } from './read-validations.ts'
import { MATCH_CONSTRAINTS, VALIDATING_SPEC, VALIDATION_CONFIGURATIONS } from './settings.ts'
import type { Reading, SummaryBook } from './summary-book.ts'
import { readAttestors } from './validating-attestors.ts'

/** An ImageValidatingPolicy or a NamespacedImageValidatingPolicy. */
export function readImageValidating(
  source: Source,
  context: SignerContext & { readonly summaries: SummaryBook },
): readonly Draft[] {
  const place = source.place.below('spec')
  const spec = member(source.value, 'spec')
  noteMembers(spec, place, VALIDATING_SPEC)
  noteMembers(
    member(spec, 'validationConfigurations'),
    place.below('validationConfigurations'),
    VALIDATION_CONFIGURATIONS,
  )
  noteMembers(member(spec, 'matchConstraints'), place.below('matchConstraints'), MATCH_CONSTRAINTS)
  if (source.title.startsWith('Namespaced'))
    source.place.below('metadata', 'namespace').note('kyverno-namespaces', 'it counts in its own namespace alone')
  const requirements = readValidations(spec, place, {
    attestors: readAttestors(spec, place, context),
    attestations: readingsOf(spec, place, context.summaries),
  })
  const images = patternsOf(spec, place)
  return images.length === 0 ? [] : [{ policy: source.name, mode: modeOf(spec, place), images, requirements }]
}

function readingsOf(spec: unknown, place: Place, summaries: SummaryBook): ReadonlyMap<string, Reading> {
  return new Map(
    listOf(spec, 'attestations').flatMap((attestation, index) => {
      const type = textOf(attestation, 'intoto', 'type') ?? ''
      if (isBoundedText(type, 512) && type !== '')
        return [[textOf(attestation, 'name') ?? '', summaries.readingOf(type)] as const]
      place
        .below('attestations', index)
        .note('kyverno-notary', `${shown(textOf(attestation, 'name'))} is no in-toto attestation`)
      return []
    }),
  )
}

/** Without patterns it is about every image. */
function patternsOf(spec: unknown, place: Place): readonly string[] {
  const references = listOf(spec, 'matchImageReferences')
  const at = place.below('matchImageReferences')
  if (references.length === 0) return imagePatterns('*', at)
  return references.flatMap((reference, index) => {
    const expression = textOf(reference, 'expression')
    if (expression === undefined) return imagePatterns(member(reference, 'glob'), at.below(index, 'glob'))
    at.below(index, 'expression').note('kyverno-pattern', shown(expression))
    return []
  })
}

/** The strictest of its actions; Kyverno denies where none is named. */
function modeOf(spec: unknown, place: Place): Mode {
  const actions = listOf(spec, 'validationActions')
  const softer = actions.includes('Warn') ? 'warn' : 'audit'
  const mode = actions.length === 0 || actions.includes('Deny') ? 'enforce' : softer
  place.below('validationActions').note('kyverno-mode', `${shown(actions)} becomes mode: ${mode}`)
  return mode
}
