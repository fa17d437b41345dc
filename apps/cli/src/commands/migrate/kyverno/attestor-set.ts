import { listOf, member, namesOf, numberOf, textOf } from '../../../members.ts'
import { attesterName, workflowOf } from '../../policy/propose/workflow-identity.ts'
import type { AttesterBook, Signer } from './attester-book.ts'
import { keySigners, type NamedKeys } from './key-signers.ts'
import { isPublicAlone, keylessFacts, keylessSigner } from './keyless-signer.ts'
import { noteMembers } from './note-members.ts'
import type { Place } from './place.ts'
import { ATTESTOR, KEYLESS, KEYS, KEYS_REKOR } from './settings.ts'

/** So many of these: names of attesters, or groups of the same kind. */
export interface Quorum {
  readonly count: number
  readonly of: readonly (string | Quorum)[]
}

export interface SignerContext {
  readonly book: AttesterBook
  readonly keys: NamedKeys
  /** The name of the policy, from which keys get theirs. */
  readonly policy: string
}

const MAX_DEPTH = 3

/** `attestors[0]`: its entries and how many of them. Undefined where too few are left, which the place then says. */
export function readAttestorSet(value: unknown, place: Place, context: SignerContext, depth = 0): Quorum | undefined {
  const members = listOf(value, 'entries').flatMap((entry, index) =>
    entryMembers(entry, place.below('entries', index), context, depth),
  )
  const found = [...new Set(members.filter((each) => each !== undefined))]
  // Without a count, and with 0, Kyverno asks for every entry.
  const written = numberOf(value, 'count') ?? 0
  const count = written === 0 ? members.length : written
  if (!(Number.isSafeInteger(count) && count >= 1 && count <= found.length)) {
    return void place.note(
      'kyverno-signers-missing',
      `${found.length} of the ${members.length} signers are left, and ${count} are asked for`,
    )
  }
  const grouped = found.some((each) => typeof each !== 'string')
  if (grouped && count !== 1 && count !== found.length) {
    return void place.note('kyverno-expression', `${count} of ${found.length}, with groups among them`)
  }
  return { count, of: found }
}

type Member = string | Quorum | undefined

function entryMembers(entry: unknown, place: Place, context: SignerContext, depth: number): readonly Member[] {
  noteMembers(entry, place, ATTESTOR)
  if (member(entry, 'attestor') !== undefined) {
    const at = place.below('attestor')
    if (depth >= MAX_DEPTH) return [void at.note('kyverno-expression', 'groups that are nested this deep')]
    return [readAttestorSet(member(entry, 'attestor'), at, context, depth + 1)]
  }
  if (member(entry, 'keyless') !== undefined)
    return [keylessMember(member(entry, 'keyless'), place.below('keyless'), context)]
  if (member(entry, 'keys') !== undefined) return keyMembers(member(entry, 'keys'), place.below('keys'), context)
  if (member(entry, 'certificates') !== undefined) {
    return [void place.below('certificates').note('kyverno-certificate', 'a certificate or a chain of them')]
  }
  return [void place.note('kyverno-signer-open', 'an entry that names nobody')]
}

function keylessMember(keyless: unknown, place: Place, context: SignerContext): string | undefined {
  noteMembers(keyless, place, KEYLESS)
  if (!isPublicAlone(keylessFacts(keyless, place, 'verify-images'))) return undefined
  const signer = keylessSigner(keyless, place, 'any-run')
  return signer === undefined ? undefined : enter(signer, signerName(textOf(keyless, 'subject') ?? ''), place, context)
}

function keyMembers(keys: unknown, place: Place, context: SignerContext): readonly (string | undefined)[] {
  noteMembers(keys, place, KEYS)
  const [name, reference] = referenceOf(keys)
  if (reference === undefined) return [void place.note('kyverno-key-elsewhere', 'no key is named')]
  const signers = keySigners(reference, place.below(name), context.keys)
  if (signers.length > 1)
    place.below(name).note('kyverno-keys-several', `each of ${signers.length} keys becomes an attester of its own`)
  noteMembers(member(keys, 'rekor'), place.below('rekor'), KEYS_REKOR)
  if (signers.some((each) => each !== undefined) && member(keys, 'rekor', 'ignoreTlog') !== true) {
    place.note('kyverno-log', 'Kyverno asks a transparency log about signatures of this key, and Pawl does not')
  }
  if (namesOf(keys, 'ctlog').length > 0)
    place.below('ctlog').note('kyverno-engine', 'a key has no certificate, and no log of certificates')
  return signers.map((each) => (each === undefined ? undefined : enter(each, `${context.policy}-key`, place, context)))
}

/** Where a key is, as Kyverno looks for it: in place, in a Secret, in a key service. */
function referenceOf(keys: unknown): readonly [name: string, reference: string | undefined] {
  const inline = textOf(keys, 'publicKeys')
  if (inline !== undefined && inline !== '') return ['publicKeys', inline]
  const secret = textOf(keys, 'secret', 'name')
  if (secret !== undefined) return ['secret', `k8s://${textOf(keys, 'secret', 'namespace') ?? ''}/${secret}`]
  return ['kms', textOf(keys, 'kms')]
}

/** `acme-app-release` of a workflow. */
function signerName(subject: string): string {
  return attesterName(workflowOf(subject).workflow)
}

export function enter(signer: Signer, wish: string, place: Place, { book }: SignerContext): string | undefined {
  const name = book.enter(signer, wish, `${place.source} ${place.at}`)
  if (name === undefined)
    place.note('kyverno-signer-overlap', 'another identity of the source can match the same certificate')
  return name
}
