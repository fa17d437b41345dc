import { listOf, member, namesOf, textOf } from '../../../members.ts'
import type { Signer } from './attester-book.ts'
import { enter, type SignerContext } from './attestor-set.ts'
import { keySigners } from './key-signers.ts'
import { isPublicAlone, keylessFacts, keylessSigner } from './keyless-signer.ts'
import { noteMembers } from './note-members.ts'
import { type Place, shown } from './place.ts'
import { COSIGN } from './settings.ts'

/**
 * spec.attestors, by their names there: the names of attesters here, any one of which is that attestor. Each signer is an attester of its own: what two
 * attestors share would otherwise make one of them wider than it was.
 */
export function readAttestors(
  spec: unknown,
  place: Place,
  context: SignerContext,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    listOf(spec, 'attestors').flatMap((attestor, index) => {
      const at = place.below('attestors', index)
      const name = textOf(attestor, 'name') ?? ''
      const entered = signersOf(attestor, at, context).flatMap((signer) => enter(signer, name, at, context) ?? [])
      return entered.length === 0 ? [] : [[name, entered] as const]
    }),
  )
}

function signersOf(attestor: unknown, place: Place, context: SignerContext): readonly Signer[] {
  const cosign = member(attestor, 'cosign')
  const at = place.below('cosign')
  if (cosign === undefined) {
    place.note(
      member(attestor, 'notary') === undefined ? 'kyverno-signer-open' : 'kyverno-notary',
      shown(textOf(attestor, 'name')),
    )
    return []
  }
  noteMembers(cosign, at, COSIGN)
  if (hasOwnRoots(cosign, at)) return []
  if (member(cosign, 'key') !== undefined) return keyOf(cosign, at, context)
  if (member(cosign, 'keyless') !== undefined) return identitiesOf(cosign, at)
  at.note('kyverno-certificate', 'neither a key nor keyless identities')
  return []
}

/** Own authorities, by file, mirror or log: a signer under them is not one under the public Sigstore. */
function hasOwnRoots(cosign: unknown, place: Place): boolean {
  const own = ['tuf', 'trustedRoot'].filter((name) => namesOf(cosign, name).length > 0)
  for (const name of own) place.below(name).note('kyverno-roots', 'authorities of your own')
  return own.length > 0
}

function keyOf(cosign: unknown, place: Place, { keys }: SignerContext): readonly Signer[] {
  const key = member(cosign, 'key')
  const at = place.below('key')
  const name = ['data', 'kms', 'expression'].find((each) => (textOf(key, each) ?? '') !== '')
  if (name === undefined || name === 'expression') {
    at.note('kyverno-key-elsewhere', `the key of ${shown(textOf(key, 'expression'))}`)
    return []
  }
  const algorithm = textOf(key, 'hashAlgorithm') ?? ''
  if (algorithm !== '' && algorithm !== 'sha256')
    at.below('hashAlgorithm').note(
      'kyverno-closed',
      `the hash follows from the kind of the key, not from ${shown(algorithm)}`,
    )
  const read = keySigners(textOf(key, name) ?? '', at.below(name), keys)
  if (read.length > 1)
    at.below(name).note('kyverno-expression', 'several keys in one, of which Kyverno reads the first')
  const signers = read.length > 1 ? [] : read.filter((each) => each !== undefined)
  if (signers.length > 0 && member(cosign, 'ctlog', 'insecureIgnoreTlog') !== true)
    at.note('kyverno-log', 'Kyverno asks a transparency log about signatures of this key, and Pawl does not')
  return signers
}

function identitiesOf(cosign: unknown, place: Place): readonly Signer[] {
  const at = place.below('keyless')
  if (!isPublicAlone(keylessFacts(cosign, place, 'image-validating'))) return []
  return listOf(cosign, 'keyless', 'identities').flatMap(
    (identity, index) => keylessSigner(identity, at.below('identities', index), 'text') ?? [],
  )
}
