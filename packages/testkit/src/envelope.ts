import type { SignOptions, TestKey } from './test-key.ts'

export const IN_TOTO_PAYLOAD_TYPE = 'application/vnd.in-toto+json'

export interface EnvelopeSignature {
  readonly sig: string
  readonly keyid: string
}

export interface DsseEnvelope {
  readonly payload: string
  readonly payloadType: string
  readonly signatures: readonly EnvelopeSignature[]
}

export interface EnvelopeSigner extends SignOptions {
  readonly key: TestKey
  readonly keyid?: string
}

export interface EnvelopeParts {
  readonly payload: Uint8Array
  readonly payloadType?: string
  readonly signers: readonly EnvelopeSigner[]
}

/** DSSE v1 protocol, "PAE definition". Lengths count bytes: an ASCII reading of the type would not bind it. */
export function dssePae(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType, 'utf8')
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} `), type, Buffer.from(` ${payload.length} `), payload])
}

/** One signature per signer, in their order; no signers, no signatures. */
export function signEnvelope(parts: EnvelopeParts): DsseEnvelope {
  const payloadType = parts.payloadType ?? IN_TOTO_PAYLOAD_TYPE
  const pae = dssePae(payloadType, parts.payload)
  return {
    payload: Buffer.from(parts.payload).toString('base64'),
    payloadType,
    signatures: parts.signers.map(({ key, keyid = '', ...options }) => ({
      sig: Buffer.from(key.sign(pae, options)).toString('base64'),
      keyid,
    })),
  }
}

/** The bytes a log hashes and an `.att` layer holds. */
export const encodeEnvelope = (envelope: DsseEnvelope): Uint8Array => Buffer.from(JSON.stringify(envelope), 'utf8')
