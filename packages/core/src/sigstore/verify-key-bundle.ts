import type { PublicKey } from '../keys/public-key.ts'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import type { Bundle } from './bundle.ts'
import type { BundleMaterial } from './bundle-material.ts'
import { checkLogEntries } from './check-log-entries.ts'
import { checkThresholds } from './check-thresholds.ts'
import { checkTimestamps } from './check-timestamps.ts'
import { isSignedBy, type SignedMaterial, signedMaterial } from './signed-material.ts'
import type { TrustedRoot } from './trusted-root.ts'

/** That `key` signed the envelope of a bundle. `times` are verified epoch seconds, none where no root vouches for any. */
export interface KeyProof {
  readonly times: readonly number[]
}

/**
 * Verifies a bundle signed with a key that the operator trusts; the bundle's hint chooses nothing (C53). Where roots are given, log entries and
 * timestamps of the bundle must verify whole under one of them, and be as many as that root asks for. Where none is given they are not evidence
 * of anything.
 */
export function verifyKeyBundle(bundle: Bundle, key: PublicKey, roots: readonly TrustedRoot[]): KeyProof | Rejection {
  if (bundle.signer.kind !== 'key') return reject('signature-unverified', 'publicKey')
  return verifyKeyed(bundle, signedMaterial(bundle, { kind: 'key', der: key.spki }), key, roots)
}

type Evidence = Pick<BundleMaterial, 'entries' | 'timestamps'>

/** The same for whatever is signed: `material.verifier` is the key. */
export function verifyKeyed(
  bundle: Evidence,
  material: SignedMaterial,
  key: PublicKey,
  roots: readonly TrustedRoot[],
): KeyProof | Rejection {
  if (!isSignedBy(key, material)) return reject('signature-invalid', 'signature')
  const brings = bundle.entries.length + bundle.timestamps.length
  return brings > 0 && roots.length > 0 ? checkUnderOne(bundle, material, roots) : { times: [] }
}

function checkUnderOne(
  bundle: Evidence,
  material: SignedMaterial,
  roots: readonly TrustedRoot[],
): KeyProof | Rejection {
  let rejection: Rejection = reject('time-missing', 'times')
  for (const root of roots) {
    const proof = checkUnder(bundle, material, root)
    if (!isRejection(proof)) return proof
    rejection = proof
  }
  return rejection
}

function checkUnder(bundle: Evidence, material: SignedMaterial, root: TrustedRoot): KeyProof | Rejection {
  const stamped = checkTimestamps(bundle.timestamps, material, root)
  if (isRejection(stamped)) return stamped
  const evidence = checkLogEntries(bundle.entries, material, root, stamped.times)
  if (isRejection(evidence)) return evidence
  // A time that one log alone vouches for could put the signature of a stolen key back into the key's window.
  const unmet = checkThresholds(evidence, stamped, root.require)
  if (unmet !== undefined) return unmet
  const times = [...stamped.times, ...evidence.times]
  return times.length > 0 ? { times } : reject('time-missing', 'times')
}
