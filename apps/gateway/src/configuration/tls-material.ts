import { createSecureContext } from 'node:tls'
import { Refusal } from '@pawl/setup'
import { readBounded } from '@pawl/sources'
import type { TlsFiles } from './gateway-configuration.ts'

/** What the listener is made with, in PEM. */
export interface TlsMaterial {
  readonly cert: Buffer
  readonly key: Buffer
  readonly ca: readonly Buffer[]
}

const MAX_BYTES = 1_048_576

/** Throws Fault `source-unreadable`, and Refusal `tls-unusable` for a key that is not of the certificate, or is none. */
export function readTls({ certificate, key, clients }: TlsFiles): TlsMaterial {
  const material = { cert: pem(certificate), key: pem(key), ca: clients.map(pem) }
  try {
    createSecureContext(material)
  } catch {
    throw new Refusal('tls-unusable', 'the certificate and the key of the listener cannot be used', [
      { at: certificate, message: 'is it the certificate of that key, both in PEM and the key without a password?' },
      ...clients.map((at) => ({ at, message: 'is it certificates of authorities in PEM?' })),
    ])
  }
  return material
}

function pem(path: string): Buffer {
  return Buffer.from(readBounded(path, MAX_BYTES))
}
