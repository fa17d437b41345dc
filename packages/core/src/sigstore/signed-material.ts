import { hash } from 'node:crypto'
import { preAuthenticationEncoding } from '../dsse/envelope.ts'
import { messageVerifies, type SignedBytes } from '../keys/message-signature.ts'
import type { PublicKey } from '../keys/public-key.ts'
import { onlySignatureVerifies } from '../keys/verify-signature.ts'
import type { Bundle } from './bundle.ts'

/**
 * What a log entry and a timestamp must be about: these signature bytes, this payload, and the key or certificate that is going to be believed.
 * One object for every path, so that no path can bind less than another (C23).
 */
export interface SignedMaterial {
  readonly signature: Uint8Array
  readonly payloadType: string
  readonly payloadSha256: string
  /** The bytes under the signature, the DSSE pre-authentication encoding. */
  readonly signedBytes: Uint8Array
  readonly verifier: Verifier
  /** What a timestamp must be over: the signature in a bundle, and the whole envelope where cosign wrote it as a layer. */
  readonly stampedBytes: Uint8Array
  /** In hexadecimal, of an envelope that is a layer: the oldest log entries are about it alone. */
  readonly layerSha256: string | undefined
  /** What a signature over bytes is over. There is no statement then, and nothing of an envelope counts. */
  readonly message: SignedBytes | undefined
}

/** The DER of the certificate, or of the SubjectPublicKeyInfo where a bare key verifies. */
export interface Verifier {
  readonly kind: 'certificate' | 'key'
  readonly der: Uint8Array
}

export function signedMaterial({ envelope, signature, layer }: Bundle, verifier: Verifier): SignedMaterial {
  return {
    signature: signature.signature,
    payloadType: envelope.payloadType,
    payloadSha256: hash('sha256', envelope.payload, 'hex'),
    signedBytes: preAuthenticationEncoding(envelope.payloadType, envelope.payload),
    verifier,
    stampedBytes: layer ?? signature.signature,
    layerSha256: layer && hash('sha256', layer, 'hex'),
    message: undefined,
  }
}

/** The same for a signature over bytes. */
export function messageMaterial(message: SignedBytes, signature: Uint8Array, verifier: Verifier): SignedMaterial {
  const nothing = { payloadType: '', payloadSha256: '', signedBytes: new Uint8Array(), layerSha256: undefined }
  return { ...nothing, signature, verifier, stampedBytes: signature, message }
}

/** Whether `key` made the signature over what it is said to be over. */
export function isSignedBy(key: PublicKey, { signedBytes, signature, message }: SignedMaterial): boolean {
  return message === undefined
    ? onlySignatureVerifies(key, signedBytes, signature)
    : messageVerifies(key, message, signature)
}
