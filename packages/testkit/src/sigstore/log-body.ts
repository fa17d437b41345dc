import { createHash } from 'node:crypto'
import { type DsseEnvelope, dssePae, encodeEnvelope } from '../envelope.ts'
import type { HashName, TestKey } from '../test-key.ts'
import type { Json } from './canonical-json.ts'
import { pemOf } from './certificate.ts'

export type BodyKind = 'dsse' | 'intoto' | 'hashedrekord'

/** What a log is asked to record. */
export interface LoggedContent {
  /** Of a blob where there is no envelope. */
  readonly payload: Uint8Array
  readonly envelope?: DsseEnvelope
  readonly signature: Uint8Array
  readonly verifier: LoggedVerifier
  readonly hash: HashName
}

export type LoggedVerifier =
  | { readonly kind: 'certificate'; readonly der: Uint8Array; readonly key: TestKey }
  | { readonly kind: 'key'; readonly key: TestKey }

export interface LogBody {
  readonly kind: BodyKind
  readonly version: string
  readonly body: Json
}

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64')
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const hashed = (bytes: Uint8Array): Json => ({ algorithm: 'sha256', value: sha256(bytes) })
const pem = (verifier: LoggedVerifier): string =>
  verifier.kind === 'certificate' ? pemOf(verifier.der) : verifier.key.publicPem

const body = (kind: BodyKind, version: string, spec: Json): LogBody => ({
  kind,
  version,
  body: { apiVersion: version, kind, spec },
})

/** Rekor v1 `dsse` 0.0.1. */
export function dsseBody(logged: LoggedContent, envelope: DsseEnvelope): LogBody {
  return body('dsse', '0.0.1', {
    envelopeHash: hashed(encodeEnvelope(envelope)),
    payloadHash: hashed(logged.payload),
    signatures: [{ signature: base64(logged.signature), verifier: base64(pem(logged.verifier)) }],
  })
}

/** Rekor v1 `intoto` 0.0.1, until 2022: nothing but the hash of the envelope, and who verifies it. */
export function firstIntotoBody(logged: LoggedContent, envelope: DsseEnvelope): LogBody {
  const content = { hash: hashed(encodeEnvelope(envelope)), payloadHash: hashed(logged.payload) }
  return body('intoto', '0.0.1', { content, publicKey: base64(pem(logged.verifier)) })
}

/** Rekor v1 `intoto` 0.0.2: the signature is base64 twice, the payload is not stored. */
export function intotoBody(logged: LoggedContent, envelope: DsseEnvelope): LogBody {
  const signature = { publicKey: base64(pem(logged.verifier)), sig: base64(base64(logged.signature)) }
  return body('intoto', '0.0.2', {
    content: {
      envelope: { payloadType: envelope.payloadType, signatures: [signature] },
      hash: hashed(encodeEnvelope(envelope)),
      payloadHash: hashed(logged.payload),
    },
  })
}

/** Rekor v1 `hashedrekord` 0.0.1, for signatures over blobs. */
export function hashedRekordV1Body(logged: LoggedContent): LogBody {
  return body('hashedrekord', '0.0.1', {
    data: { hash: hashed(logged.payload) },
    signature: { content: base64(logged.signature), publicKey: { content: base64(pem(logged.verifier)) } },
  })
}

/** Rekor v2 `hashedrekord` 0.0.2: the digest of the signed bytes, which for an envelope are the PAE. */
export function hashedRekordV2Body(logged: LoggedContent): LogBody {
  const { envelope, hash, payload, verifier } = logged
  const signedBytes = envelope === undefined ? payload : dssePae(envelope.payloadType, payload)
  const keyDetails = keyDetailsOf(verifier.key, hash)
  return body('hashedrekord', '0.0.2', {
    hashedRekordV002: {
      data: {
        algorithm: `SHA2_${hash.slice(3)}`,
        digest: createHash(hash).update(signedBytes).digest('base64'),
      },
      signature: {
        content: base64(logged.signature),
        verifier:
          verifier.kind === 'certificate'
            ? { keyDetails, x509Certificate: { rawBytes: base64(verifier.der) } }
            : { keyDetails, publicKey: { rawBytes: base64(verifier.key.spki) } },
      },
    },
  })
}

/** The protobuf enum's names. */
function keyDetailsOf(key: TestKey, hash: HashName): string {
  if (key.kind === 'ed25519') return 'PKIX_ED25519'
  if (key.kind === 'rsa') return 'PKIX_RSA_PKCS1V15_2048_SHA256'
  return `PKIX_ECDSA_${key.kind.replace('p', 'P')}_SHA_${hash.slice(3)}`
}
