import { sha256Digest } from '../bytes/sha256.ts'
import { type Envelope, preAuthenticationEncoding } from '../dsse/envelope.ts'
import { onlySignatureVerifies, signatureVerifies } from '../keys/verify-signature.ts'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import type { Bundle } from '../sigstore/bundle.ts'
import type { TrustConfiguration, TrustedKey } from '../trust/trust-configuration.ts'
import { proveKeyBundle, proveKeyless } from './current-roots.ts'
import type { OpenedEvidence } from './open-evidence.ts'
import type { SignedPayload, VerifiedSignature } from './signed-payload.ts'

/** One SignedPayload for every configured signer whose signature verifies; a rejection where none does. */
export function checkSignature(
  evidence: OpenedEvidence,
  trust: TrustConfiguration,
  now: number,
): readonly SignedPayload[] | Rejection {
  if (evidence.format === 'dsse') return checkKeys(evidence.envelope, trust, now)
  const { bundle } = evidence
  return bundle.signer.kind === 'key' ? checkKeyBundle(bundle, trust, now) : checkKeyless(bundle, trust, now)
}

/** Bare DSSE (DSSE v1 protocol, "Verification"): keys are counted, never signatures or keyids (C52). No verified time, so the window is tested against `now`. */
function checkKeys(envelope: Envelope, trust: TrustConfiguration, now: number): readonly SignedPayload[] | Rejection {
  const bytes = preAuthenticationEncoding(envelope.payloadType, envelope.payload)
  const verifies = envelope.signatures.length === 1 ? onlySignatureVerifies : signatureVerifies
  const keys = allKeys(trust).filter(({ key }) =>
    envelope.signatures.some(({ signature }) => verifies(key, bytes, signature)),
  )
  return signedByKeys(
    envelope,
    keys.map((key) => ({ key, times: [] })),
    now,
  )
}

function checkKeyBundle(bundle: Bundle, trust: TrustConfiguration, now: number): readonly SignedPayload[] | Rejection {
  const proofs = allKeys(trust).map((key) => ({ key, proof: proveKeyBundle(bundle, key.key, trust.roots, now) }))
  const verified = proofs.flatMap(({ key, proof }) => (isRejection(proof) ? [] : [{ key, times: proof.times }]))
  if (verified.length > 0) return signedByKeys(bundle.envelope, verified, now)
  // A log entry or a time that is wrong says more than "none of the other keys".
  const telling = proofs
    .map(({ proof }) => proof)
    .find((proof) => isRejection(proof) && proof.code !== 'signature-invalid')
  return telling !== undefined && isRejection(telling) ? telling : reject('signature-unverified', 'signatures')
}

interface KeySignature {
  readonly key: TrustedKey
  readonly times: readonly number[]
}

function signedByKeys(
  envelope: Envelope,
  signatures: readonly KeySignature[],
  now: number,
): readonly SignedPayload[] | Rejection {
  if (signatures.length === 0) return reject('signature-unverified', 'signatures')
  const live = signatures.filter(({ key, times }) => isInWindow(key, times.length > 0 ? times : [now]))
  if (live.length === 0) return reject('key-outside-validity', 'key')
  return live.map(({ key, times }) => signedPayload(envelope, { kind: 'key', key, times }))
}

export function isInWindow({ validFrom, validUntil }: TrustedKey, times: readonly number[]): boolean {
  return times.length >= 1 && times.every((time) => validFrom <= time && time < validUntil)
}

/** Under every root: two of them may know the same authority, and an attester names one. */
function checkKeyless(bundle: Bundle, trust: TrustConfiguration, now: number): readonly SignedPayload[] | Rejection {
  const proofs = trust.roots.map((root) => ({ root, proof: proveKeyless(bundle, root, now) }))
  const signed = proofs.flatMap(({ root, proof }) =>
    isRejection(proof) ? [] : [signedPayload(bundle.envelope, { kind: 'keyless', root, proof })],
  )
  if (signed.length > 0) return signed
  // With several roots, the one that knows the certificate says why; the others only say that they do not.
  const rejections = proofs.flatMap(({ proof }) => (isRejection(proof) ? [proof] : []))
  const telling = rejections.find(({ code }) => code !== 'certificate-untrusted') ?? rejections[0]
  return telling ?? reject('certificate-untrusted', 'roots')
}

export function allKeys(trust: TrustConfiguration): readonly TrustedKey[] {
  return trust.attesters.flatMap((attester) => attester.keys)
}

function signedPayload({ payload, payloadType }: Envelope, signature: VerifiedSignature): SignedPayload {
  const verified = { payload, payloadType, statementDigest: sha256Digest(payload), signature }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place a SignedPayload comes to be
  return verified as unknown as SignedPayload
}
