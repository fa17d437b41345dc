import { verify } from 'node:crypto'
import { isDerSignature } from './ecdsa-encoding.ts'
import { prehashedVerifies } from './prehashed-ed25519.ts'
import type { PublicKey } from './public-key.ts'
import type { KeyKind } from './spki.ts'

export type HashName = 'sha256' | 'sha384' | 'sha512'

// The hash follows from the trusted key, never from the message (C58). P-384 and P-521 also with SHA-256: Sigstore clients sign so.
const HASHES: Readonly<Record<KeyKind, readonly HashName[]>> = {
  ed25519: ['sha512'],
  p256: ['sha256'],
  p384: ['sha384', 'sha256'],
  p521: ['sha512', 'sha256'],
  rsa: ['sha256'],
}

const P1363_LENGTH: ReadonlyMap<KeyKind, number> = new Map([
  ['p256', 64],
  ['p384', 96],
  ['p521', 132],
])

/** Whether `key` signed `bytes` in a message such as a DSSE envelope: for EC keys DER or IEEE P1363 (both occur), the hashes of the key's kind. */
export function signatureVerifies(key: PublicKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (HASHES[key.kind].some((hash) => signatureVerifiesWith(key, hash, bytes, signature))) return true
  return (
    P1363_LENGTH.get(key.kind) === signature.length &&
    HASHES[key.kind].some((hash) => verify(hash, bytes, { key: key.object, dsaEncoding: 'ieee-p1363' }, signature))
  )
}

/**
 * The same for an envelope of one signature, which is also what cosign makes with an Ed25519 key: prehashed. Only there, because that check is dear and
 * what anybody may add to an envelope must not be.
 */
export function onlySignatureVerifies(key: PublicKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  return signatureVerifies(key, bytes, signature) || prehashedVerifies(key, bytes, signature)
}

/** The same with a hash that a format fixes (certificates, SCTs, SETs, checkpoints, timestamps), and DER alone for EC keys. */
export function signatureVerifiesWith(
  key: PublicKey,
  hash: HashName,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  switch (key.kind) {
    case 'ed25519':
      // Pure Ed25519 (RFC 8032): the algorithm brings its own hash.
      return verify(null, bytes, key.object, signature)
    // The bare key means PKCS #1 v1.5 and DER to Node; an object around it that says so costs two exceptions inside Node.
    case 'rsa':
      return verify(hash, bytes, key.object, signature)
    case 'p256':
    case 'p384':
    case 'p521':
      return isDerSignature(signature) && verify(hash, bytes, key.object, signature)
  }
}
