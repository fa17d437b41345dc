import { isBoundedText } from '@pawl/document'
import { listOf, member, textOf } from '../../../members.ts'
import { readAttestorSet, type SignerContext } from './attestor-set.ts'
import type { FieldTest } from './condition-test.ts'
import type { DraftRequirement } from './draft.ts'
import { noteMembers } from './note-members.ts'
import { type Place, shown } from './place.ts'
import { versionTest } from './predicate-fields.ts'
import { readConditions } from './read-conditions.ts'
import { ATTESTATION } from './settings.ts'
import type { Reading, SummaryBook } from './summary-book.ts'

export interface AttestationContext extends SignerContext {
  readonly summaries: SummaryBook
  /** Names that the rule gives to something that is not the predicate. */
  readonly others: ReadonlySet<string>
}

/** One of verifyImages[].attestations: a requirement for each of its sets of attestors, and none where a set is not whole. */
export function readAttestation(
  value: unknown,
  place: Place,
  context: AttestationContext,
): readonly DraftRequirement[] {
  noteMembers(value, place, ATTESTATION)
  const type = typeOf(value)
  if (!isBoundedText(type, 512) || type === '') {
    place.note('kyverno-unknown', `${shown(type)} is no type of attestation`)
    return []
  }
  const reading = context.summaries.readingOf(type)
  const signers = setsOf(value, place, context)
  const conditions = readConditions(member(value, 'conditions'), place.below('conditions'), {
    reading,
    others: context.others,
  })
  if (signers.length === 0) return []
  const from = signers.map(({ count, of }) => `${count} of ${of.length}`).join(' and ')
  place.note('kyverno-attestation', `${shown(type)} becomes the claim ${reading.claim}, by ${from} attesters`)
  if (conditions.asked) noteMeaning(place, reading, 'all')
  return signers.map((quorum) => ({
    place,
    wish: textOf(value, 'name') ?? reading.claim,
    reading,
    signers: quorum,
    where: [...versionOf(type), ...conditions.where],
    oneOf: conditions.oneOf,
    maxAge: conditions.maxAge,
  }))
}

/** What Kyverno asks of several attestations of one type, and what deleting one does there. */
const THERE = {
  all: 'all attestations of this type that are there must satisfy the conditions, so that deleting a bad one lets the image in',
  last: 'the attestation of this type that was read last must satisfy the conditions, so that whoever adds or deletes one chooses it',
} as const

/** The central difference: with Kyverno a deletion turns deny into allow. */
export function noteMeaning(place: Place, { claim }: Reading, there: keyof typeof THERE): void {
  place.note(
    'kyverno-all-becomes-some',
    `${THERE[there]}; becomes: some ${claim} by this signer, within maxAge, satisfies them`,
  )
}

export function versionOf(type: string): readonly FieldTest[] {
  const version = versionTest(type)
  return version === undefined ? [] : [version]
}

function typeOf(value: unknown): string {
  const type = textOf(value, 'type') ?? ''
  return type === '' ? (textOf(value, 'predicateType') ?? '') : type
}

/** Every set, or none: half of those who have to sign is not what was asked for. */
function setsOf(value: unknown, place: Place, context: AttestationContext) {
  const sets = listOf(value, 'attestors')
  if (sets.length === 0) {
    place.note('kyverno-signer-open', 'without attestors Kyverno takes the attestation of anybody with a certificate')
    return []
  }
  const read = sets.map((set, index) => readAttestorSet(set, place.below('attestors', index), context))
  const found = read.filter((each) => each !== undefined)
  return found.length === read.length ? found : []
}
