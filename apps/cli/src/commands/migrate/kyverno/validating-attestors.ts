import { listOf, member, namesOf, textOf } from '../../../members.ts'
import type { Signer } from './attester-book.ts'
import { enter, type SignerContext } from './attestor-set.ts'
import { keySigners } from './key-signers.ts'
import { isPublicAlone, keylessSigner } from './keyless-signer.ts'
import { noteMembers } from './note-members.ts'
import { type Place, shown } from './place.ts'
import { COSIGN } from './settings.ts'

/** spec.attestors: the names of attesters here by their names there. Those that are left out are not among them. */
export function readAttestors(spec: unknown, place: Place, context: SignerContext): ReadonlyMap<string, string> {
  return new Map(
    listOf(spec, 'attestors').flatMap((attestor, index) => {
      const at = place.below('attestors', index)
      const name = textOf(attestor, 'name') ?? ''
      const entered = attesterFor(name, signersOf(attestor, at, context), at, context)
      return entered === undefined ? [] : [[name, entered] as const]
    }),
  )
}

/** One attester for all its signers: any one of them is enough, there as here. */
function attesterFor(
  name: string,
  signers: readonly Signer[],
  place: Place,
  context: SignerContext,
): string | undefined {
  const [first, ...others] = signers
  if (first === undefined) return undefined
  const entered = enter(first, name, place, context)
  if (entered === undefined) return undefined
  for (const signer of others)
    if (!context.book.join(entered, signer))
      place.note('kyverno-signer-overlap', 'an identity of it is another attester too')
  return entered
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
  const signers = keySigners(textOf(key, name) ?? '', at.below(name), keys).filter((each) => each !== undefined)
  if (signers.length > 0 && member(cosign, 'ctlog', 'insecureIgnoreTlog') !== true)
    at.note('kyverno-log', 'Kyverno asks a transparency log about signatures of this key, and Pawl does not')
  return signers
}

function identitiesOf(cosign: unknown, place: Place): readonly Signer[] {
  const at = place.below('keyless')
  if (!isPublicAlone(asClassic(cosign), at)) return []
  return listOf(cosign, 'keyless', 'identities').flatMap(
    (identity, index) => keylessSigner(identity, at.below('identities', index), 'text') ?? [],
  )
}

/** The same facts under the names that they have in verifyImages. */
function asClassic(cosign: unknown): unknown {
  const log = member(cosign, 'ctlog')
  const url = textOf(log, 'url')
  return {
    roots: textOf(cosign, 'keyless', 'roots') ?? '',
    additionalExtensions: member(cosign, 'keyless', 'additionalExtensions') ?? {},
    rekor: {
      ...(url === undefined ? {} : { url }),
      pubkey: textOf(log, 'rekorPubKey') ?? '',
      ignoreTlog: member(log, 'insecureIgnoreTlog') === true,
    },
    ctlog: {
      pubkey: textOf(log, 'ctLogPubKey') ?? '',
      tsaCertChain: textOf(log, 'tsaCertChain') ?? '',
      ignoreSCT: member(log, 'insecureIgnoreSCT') === true,
    },
  }
}
