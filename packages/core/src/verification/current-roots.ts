import type { PublicKey } from '../keys/public-key.ts'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import type { Bundle } from '../sigstore/bundle.ts'
import type { TrustedRoot } from '../sigstore/trusted-root.ts'
import { type KeyProof, verifyKeyBundle } from '../sigstore/verify-key-bundle.ts'
import { type KeylessProof, verifyKeyless } from '../sigstore/verify-keyless.ts'

/** Whether the root still vouches: one that came by a refresh ends with its metadata (C40). Written so that NaN is an end that is over. */
function isCurrent(root: TrustedRoot, now: number): boolean {
  return now < root.validUntil
}

/** `verifyKeyless` under a root that is current. */
export function proveKeyless(bundle: Bundle, root: TrustedRoot, now: number): KeylessProof | Rejection {
  return isCurrent(root, now) ? verifyKeyless(bundle, root) : EXPIRED
}

/**
 * `verifyKeyBundle` under the roots that are current. What only a root that ended could have verified is turned down, and never left unasked: otherwise
 * time would open (L5), because a bundle that no root is asked about needs no log.
 */
export function proveKeyBundle(
  bundle: Bundle,
  key: PublicKey,
  roots: readonly TrustedRoot[],
  now: number,
): KeyProof | Rejection {
  const current = roots.filter((root) => isCurrent(root, now))
  const proof = verifyKeyBundle(bundle, key, current)
  if (current.length === roots.length || (isRejection(proof) && proof.code === 'signature-invalid')) return proof
  const brings = bundle.entries.length + bundle.timestamps.length > 0
  return isRejection(proof) || (brings && current.length === 0) ? EXPIRED : proof
}

const EXPIRED: Rejection = reject('trusted-root-expired', 'roots')

/** Epoch seconds: the first at which a root that is current now no longer is, so that what is verified now counts no longer. */
export function endOfCurrentRoots(roots: readonly TrustedRoot[], now: number): number {
  return Math.min(...roots.filter((root) => isCurrent(root, now)).map((root) => root.validUntil))
}
