import type { TestKey } from '../test-key.ts'
import { type TrustWindow, type ValidFor, validFor } from './trust-window.ts'

/** The trusted root's `TransparencyLogInstance` message. */
export interface LogInstance {
  readonly baseUrl: string
  readonly hashAlgorithm: 'SHA2_256'
  readonly publicKey: { readonly rawBytes: string; readonly keyDetails: string; readonly validFor: ValidFor }
  readonly logId: { readonly keyId: string }
}

export function logInstance(host: string, key: TestKey, logId: Uint8Array, trusted: TrustWindow): LogInstance {
  return {
    baseUrl: `https://${host}`,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: Buffer.from(key.spki).toString('base64'),
      keyDetails: key.kind === 'ed25519' ? 'PKIX_ED25519' : 'PKIX_ECDSA_P256_SHA_256',
      validFor: validFor(trusted),
    },
    logId: { keyId: Buffer.from(logId).toString('base64') },
  }
}
