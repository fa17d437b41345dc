import { isInvalidJson, isJsonObject, readJson } from '../bytes/strict-json.ts'
import type { SignedBytes } from '../keys/message-signature.ts'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import { type MessageBundle, parseMessageBundle } from '../sigstore/message-bundle.ts'
import { messageMaterial } from '../sigstore/signed-material.ts'
import { verifyKeyed } from '../sigstore/verify-key-bundle.ts'
import { verifyCertified } from '../sigstore/verify-keyless.ts'
import type { TrustConfiguration } from '../trust/trust-configuration.ts'
import { allKeys, isInWindow } from './check-signature.ts'
import { MAX_EVIDENCE_BYTES } from './open-evidence.ts'

/** Who signed bytes as they are. That says nothing about the bytes: no claim, no statement and no SignedPayload can be made of it. */
export type MessageSigner =
  | { readonly kind: 'key'; readonly id: string }
  | { readonly kind: 'keyless'; readonly issuer: string; readonly identity: string }

/**
 * The signer of a bundle over an artifact, under the roots and keys of `trust`; whether anybody wants that signer is not asked. For the client protocol
 * of sigstore-conformance, and for nothing that decides: evidence goes through `verifyEnvelope`, which refuses such bundles.
 */
export function messageSigner(
  bytes: Uint8Array,
  artifact: SignedBytes,
  trust: TrustConfiguration,
  now: number,
): MessageSigner | Rejection {
  if (!(bytes.length <= MAX_EVIDENCE_BYTES)) return reject('evidence-too-large', 'bytes')
  const value = readJson(bytes)
  if (isInvalidJson(value)) return reject('json-invalid', value.at)
  if (!isJsonObject(value)) return reject('evidence-unrecognised', 'json')
  const bundle = parseMessageBundle(value)
  if (isRejection(bundle)) return bundle
  if (bundle.sha256 !== artifact.sha256) return reject('subject-mismatch', 'messageDigest')
  return bundle.signer.kind === 'key'
    ? keySigner(bundle, artifact, trust, now)
    : certifiedSigner(bundle, bundle.signer.der, artifact, trust)
}

function certifiedSigner(
  bundle: MessageBundle,
  der: Uint8Array,
  artifact: SignedBytes,
  { roots }: TrustConfiguration,
): MessageSigner | Rejection {
  const material = messageMaterial(artifact, bundle.signature, { kind: 'certificate', der })
  let told: Rejection = reject('certificate-untrusted', 'roots')
  for (const root of roots) {
    const proof = verifyCertified(bundle, material, root)
    if (!isRejection(proof)) return { kind: 'keyless', issuer: proof.identity.issuer, identity: proof.identity.san }
    told = proof
  }
  return told
}

function keySigner(
  bundle: MessageBundle,
  artifact: SignedBytes,
  trust: TrustConfiguration,
  now: number,
): MessageSigner | Rejection {
  let told: Rejection = reject('signature-unverified', 'signature')
  for (const trusted of allKeys(trust)) {
    const { key } = trusted
    const material = messageMaterial(artifact, bundle.signature, { kind: 'key', der: key.spki })
    const proof = verifyKeyed(bundle, material, key, trust.roots)
    if (isRejection(proof)) {
      told = proof
      continue
    }
    if (isInWindow(trusted, proof.times.length > 0 ? proof.times : [now])) return { kind: 'key', id: key.id }
    told = reject('key-outside-validity', 'key')
  }
  return told
}
