import { p256 } from '@noble/curves/nist.js'
import { isDerSignature } from './ecdsa-encoding.ts'
import type { PublicKey } from './public-key.ts'
import { onlySignatureVerifies } from './verify-signature.ts'

/** Bytes that somebody signed as they are, or their SHA-256 alone where nobody has them. */
export interface SignedBytes {
  /** Hexadecimal. */
  readonly sha256: string
  readonly bytes: Uint8Array | undefined
}

const POINT = 65

/** Of a digest alone, P-256 is the one kind of key that can tell: it signs that digest. OpenSSL can too, and `node:crypto` does not reach it. */
export function messageVerifies(key: PublicKey, { sha256, bytes }: SignedBytes, signature: Uint8Array): boolean {
  if (bytes !== undefined) return onlySignatureVerifies(key, bytes, signature)
  if (key.kind !== 'p256' || !isDerSignature(signature)) return false
  const options = { prehash: false, lowS: false, format: 'der' } as const
  return p256.verify(signature, Buffer.from(sha256, 'hex'), key.spki.subarray(-POINT), options)
}
