import type { PublicKey } from '../keys/public-key.ts'
import { type HashName, signatureVerifiesWith } from '../keys/verify-signature.ts'
import { type DerReader, refuseDer } from './der-reader.ts'
import { readOid, TAG } from './der-values.ts'

type Family = 'ec' | 'rsa' | 'ed25519'

/** What an AlgorithmIdentifier says about a signature. It must fit the trusted key, which decides (C58). */
export interface SignatureScheme {
  readonly family: Family
  readonly hash: HashName
}

const SCHEMES: ReadonlyMap<string, SignatureScheme> = new Map([
  ['1.2.840.10045.4.3.2', { family: 'ec', hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { family: 'ec', hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { family: 'ec', hash: 'sha512' }],
  ['1.2.840.113549.1.1.11', { family: 'rsa', hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { family: 'rsa', hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { family: 'rsa', hash: 'sha512' }],
  ['1.3.101.112', { family: 'ed25519', hash: 'sha512' }],
])

const HASHES: ReadonlyMap<string, HashName> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
])

/** The AlgorithmIdentifier of a signature. SHA-1, RSASSA-PSS and whatever else is not in the table are refused. */
export function readSignatureScheme(reader: DerReader): SignatureScheme {
  return SCHEMES.get(readAlgorithm(reader)) ?? refuseDer()
}

/** The AlgorithmIdentifier of a hash: SHA-256, SHA-384 or SHA-512. */
export function readHashName(reader: DerReader): HashName {
  return HASHES.get(readAlgorithm(reader)) ?? refuseDer()
}

// Parameters are absent or NULL (RFC 5758 3.2, RFC 4055 2.1): nothing that could change the meaning of the name.
function readAlgorithm(reader: DerReader): string {
  return reader.inside(TAG.sequence, (inner) => {
    const oid = readOid(inner)
    if (inner.more() && inner.element(TAG.null).content.length !== 0) refuseDer()
    return oid
  })
}

/** Whether `key` made this signature of this scheme over `bytes`. */
export function schemeVerifies(
  scheme: SignatureScheme,
  key: PublicKey,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  return scheme.family === keyFamily(key) && signatureVerifiesWith(key, scheme.hash, bytes, signature)
}

export function keyFamily(key: PublicKey): Family {
  return key.kind === 'rsa' || key.kind === 'ed25519' ? key.kind : 'ec'
}
