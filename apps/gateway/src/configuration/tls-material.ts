import { createSecureContext } from 'node:tls'
import { authoritiesIn, Refusal } from '@pawl/setup'
import { readBounded } from '@pawl/sources'
import type { TlsFiles } from './gateway-configuration.ts'

/** What the listener is made with, in PEM. */
export interface TlsMaterial {
  readonly cert: Buffer
  readonly key: Buffer
  /** Certificates of authorities, one each. */
  readonly ca: readonly string[]
}

const MAX_BYTES = 1_048_576

/**
 * Throws Fault `source-unreadable`; Refusal `tls-unusable` for a key that is not of the certificate, or is none; and `configuration-invalid` for authorities
 * that are none: Node takes those in silence, and then no caller is known.
 */
export function readTls({ certificate, key, clients }: TlsFiles): TlsMaterial {
  const material = { cert: pem(certificate), key: pem(key), ca: clients.flatMap(authoritiesIn) }
  try {
    createSecureContext(material)
  } catch {
    throw new Refusal('tls-unusable', 'the certificate and the key of the listener cannot be used', [
      { at: certificate, message: 'is it the certificate of that key, both in PEM and the key without a password?' },
    ])
  }
  return material
}

function pem(path: string): Buffer {
  return Buffer.from(readBounded(path, MAX_BYTES))
}
