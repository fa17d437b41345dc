import { createHash } from 'node:crypto'
import { bitString, certificateTime, constructed, integer, oid, printableString, sequence, setOf } from '../der.ts'
import type { HashName, TestKey } from '../test-key.ts'

/** The name, as DER, goes unchanged into subject, issuer and CMS signer identifiers. */
export function distinguishedName(organization: string, commonName: string): Uint8Array {
  return sequence(attribute('2.5.4.10', organization), attribute('2.5.4.3', commonName))
}

const attribute = (type: string, value: string): Uint8Array => setOf(sequence(oid(type), printableString(value)))

export const EMPTY_NAME: Uint8Array = sequence()

/** Epoch seconds, both ends included. */
export interface Window {
  readonly notBefore: number
  readonly notAfter: number
}

export interface CertificateParts extends Window {
  readonly serial: Uint8Array
  readonly subject: Uint8Array
  readonly issuer: Uint8Array
  readonly spki: Uint8Array
  readonly extensions: readonly Uint8Array[]
  readonly signer: TestKey
  /** What is signed in place of the honest TBSCertificate: an authority signs what it is given. */
  readonly signs?: (tbs: Uint8Array) => Uint8Array
}

const ECDSA_WITH: Readonly<Record<HashName, string>> = {
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
}

export const ecdsaWith = (hash: HashName): Uint8Array => sequence(oid(ECDSA_WITH[hash]))

const hashFor = (signer: TestKey): HashName => (signer.kind === 'p256' ? 'sha256' : 'sha384')

/** RFC 5280 4.1.2: what the issuer signs; without the SCT list it is also what a CT log signs (RFC 6962 3.2). */
export function tbsCertificate(parts: CertificateParts): Uint8Array {
  return sequence(
    constructed(0, integer(2)),
    integer(parts.serial),
    ecdsaWith(hashFor(parts.signer)),
    parts.issuer,
    sequence(certificateTime(parts.notBefore), certificateTime(parts.notAfter)),
    parts.subject,
    parts.spki,
    constructed(3, sequence(...parts.extensions)),
  )
}

export function certificate(parts: CertificateParts): Uint8Array {
  const hash = hashFor(parts.signer)
  const { signs = (honest: Uint8Array): Uint8Array => honest } = parts
  const tbs = signs(tbsCertificate(parts))
  return sequence(tbs, ecdsaWith(hash), bitString(parts.signer.sign(tbs, { hash })))
}

/** A serial is 20 bytes like Fulcio's, and the same for the same label. */
export const serialFor = (label: string): Uint8Array =>
  Buffer.concat([Buffer.from([0x0a]), createHash('sha256').update(label).digest().subarray(0, 19)])

/** RFC 7468, with the line length and the last newline that Rekor stores. */
export function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
