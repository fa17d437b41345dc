import { X509Certificate } from 'node:crypto'
import { readBounded } from '@pawl/sources'
import { Refusal } from '../refusal.ts'

const MAX_BYTES = 4_194_304
const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g

/** The certificates of a PEM file, each of which can be read: one that cannot would be left out in silence. */
export function authoritiesIn(path: string): readonly string[] {
  const blocks = Buffer.from(readBounded(path, MAX_BYTES)).toString('latin1').match(BLOCK) ?? []
  if (blocks.length > 0 && blocks.every(isCertificate)) return blocks
  const line = { at: path, message: 'does it hold certificates in PEM, all of them whole?' }
  throw new Refusal('configuration-invalid', 'the authorities for TLS cannot be read', [line])
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}
