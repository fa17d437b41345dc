import { sha256Digest } from '../bytes/sha256.ts'
import { isInvalidJson, isJsonObject, type JsonObject, readJson } from '../bytes/strict-json.ts'
import type { PublicKey } from '../keys/public-key.ts'
import { signatureVerifies } from '../keys/verify-signature.ts'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import { parseEnvelope, preAuthenticationEncoding } from './envelope.ts'

/** A JSON object that an operator signed for Pawl itself, such as a configuration. Never evidence: no claim comes of it. */
export interface SignedDocument {
  readonly value: JsonObject
  /** SHA-256 of the payload bytes: the same whoever signed them. */
  readonly digest: string
  /** Ids of the given keys that signed it, at least one. */
  readonly signedBy: readonly string[]
}

/**
 * Opens a DSSE envelope of exactly this payload type that at least one of the given keys signed. The payload is parsed after that, and
 * strictly. The payload type is what keeps one signature from meaning two things: an attestation is never a configuration.
 */
export function openSignedDocument(
  bytes: Uint8Array,
  payloadType: string,
  keys: readonly PublicKey[],
): SignedDocument | Rejection {
  const outer = readJson(bytes)
  if (isInvalidJson(outer)) return reject('json-invalid', outer.at)
  const envelope = parseEnvelope(outer)
  if (isRejection(envelope)) return envelope
  if (envelope.payloadType !== payloadType) return reject('payload-type-unsupported', 'payloadType')
  const signed = preAuthenticationEncoding(payloadType, envelope.payload)
  // Keys are counted, never signatures or keyids (C52, C53).
  const signedBy = keys.filter((key) =>
    envelope.signatures.some(({ signature }) => signatureVerifies(key, signed, signature)),
  )
  if (signedBy.length === 0) return reject('signature-unverified', 'signatures')
  const value = readJson(envelope.payload)
  if (isInvalidJson(value)) return reject('json-invalid', value.at)
  if (!isJsonObject(value)) return reject('json-invalid', 'payload')
  return { value, digest: sha256Digest(envelope.payload), signedBy: signedBy.map((key) => key.id) }
}
