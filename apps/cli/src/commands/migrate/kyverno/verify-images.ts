import { listOf, member, namesOf, textOf } from '../../../members.ts'
import type { Draft, Mode } from './draft.ts'
import { imagePatterns } from './image-pattern.ts'
import { noteMembers } from './note-members.ts'
import { type Place, shown } from './place.ts'
import { type AttestationContext, readAttestation } from './read-attestation.ts'
import type { Source } from './read-sources.ts'
import { POLICY_SPEC, RESOURCES, RULE, VERIFY_IMAGES } from './settings.ts'

/** The verifyImages rules of a ClusterPolicy or a Policy. */
export function readVerifyImages(source: Source, context: Omit<AttestationContext, 'others'>): readonly Draft[] {
  const place = source.place.below('spec')
  const spec = member(source.value, 'spec')
  noteMembers(spec, place, POLICY_SPEC)
  if (source.title === 'Policy')
    source.place.below('metadata', 'namespace').note('kyverno-namespaces', 'it counts in its own namespace alone')
  return listOf(spec, 'rules').flatMap((rule, index) =>
    readRule(rule, place.below('rules', index), { source, spec, context }),
  )
}

interface Around {
  readonly source: Source
  readonly spec: unknown
  readonly context: Omit<AttestationContext, 'others'>
}

function readRule(rule: unknown, place: Place, { source, spec, context }: Around): readonly Draft[] {
  const entries = listOf(rule, 'verifyImages')
  if (entries.length === 0) {
    place.note('kyverno-rule', `the rule ${shown(member(rule, 'name'))} verifies no images`)
    return []
  }
  noteMembers(rule, place, RULE)
  noteFilters(member(rule, 'match'), place.below('match'))
  noteExclusion(member(rule, 'exclude'), place.below('exclude'))
  const named = [...listOf(rule, 'context'), ...entries.flatMap((entry) => listOf(entry, 'attestations'))]
  const others = new Set(named.flatMap((each) => textOf(each, 'name') ?? []))
  return entries.flatMap((entry, index) => {
    const at = place.below('verifyImages', index)
    const mode = modeOf(entry, spec, at)
    return readEntry(entry, at, { ...context, others }, { policy: source.name, mode })
  })
}

function readEntry(
  entry: unknown,
  place: Place,
  context: AttestationContext,
  { policy, mode }: Pick<Draft, 'policy' | 'mode'>,
): readonly Draft[] {
  noteMembers(entry, place, VERIFY_IMAGES)
  for (const [index, each] of listOf(entry, 'skipImageReferences').entries())
    place.below('skipImageReferences', index).note('kyverno-skip', shown(each))
  for (const [index] of listOf(entry, 'attestors').entries())
    place
      .below('attestors', index)
      .note('kyverno-signature', 'signatures of the image itself (cosign sign), which say nothing that is read here')
  if (namesOf(entry, 'validate').length > 0)
    place.below('validate').note('kyverno-negative', 'conditions under which it is denied')
  if (textOf(entry, 'type') === 'Notary') {
    place.below('type').note('kyverno-notary', 'everything of this item')
    return []
  }
  const images = patternsOf(entry, place)
  const requirements = listOf(entry, 'attestations').flatMap((each, index) =>
    readAttestation(each, place.below('attestations', index), context),
  )
  return images.length === 0 ? [] : [{ policy, mode, images, requirements }]
}

function patternsOf(entry: unknown, place: Place): readonly string[] {
  const old = member(entry, 'image')
  return [
    ...listOf(entry, 'imageReferences').flatMap((each, index) =>
      imagePatterns(each, place.below('imageReferences', index)),
    ),
    ...(old === undefined || old === '' ? [] : imagePatterns(old, place.below('image'))),
  ]
}

/** The action of the item, else of the policy; Kyverno audits where nobody says. */
function modeOf(entry: unknown, spec: unknown, place: Place): Mode {
  const own = textOf(entry, 'failureAction')
  const action = own ?? textOf(spec, 'validationFailureAction') ?? 'Audit'
  const mode = action.toLowerCase() === 'enforce' ? 'enforce' : 'audit'
  place.below('failureAction').note('kyverno-mode', `${shown(action)} becomes mode: ${mode}`)
  return mode
}

function noteFilters(filters: unknown, place: Place): void {
  noteResources(filters, place)
  for (const name of ['any', 'all'])
    for (const [index, each] of listOf(filters, name).entries()) noteResources(each, place.below(name, index))
}

function noteResources(filter: unknown, place: Place): void {
  noteMembers(member(filter, 'resources'), place.below('resources'), RESOURCES)
  for (const name of ['subjects', 'roles', 'clusterRoles'])
    if (member(filter, name) !== undefined) place.below(name).note('kyverno-scope', 'who asks is not asked here')
}

function noteExclusion(filters: unknown, place: Place): void {
  if (namesOf(filters).length > 0)
    place.note('kyverno-scope', `nothing is excluded but by its image: ${shown(filters)}`)
}
