import { createHash } from 'node:crypto'
import { bitString, constructed, integer, octetString, oid, primitive, sequence, yes } from '../der.ts'

export const EKU_CODE_SIGNING = '1.3.6.1.5.5.7.3.3'
export const EKU_SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
export const EKU_TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
export const EKU_ANY = '2.5.29.37.0'

/** RFC 5280 4.1: `critical` is DEFAULT FALSE, so a plain extension does not say it. */
export function extension(type: string, value: Uint8Array, critical: boolean): Uint8Array {
  return sequence(oid(type), ...(critical ? [yes] : []), octetString(value))
}

export const basicConstraintsCa = (pathLength?: number): Uint8Array =>
  extension('2.5.29.19', sequence(yes, ...(pathLength === undefined ? [] : [integer(pathLength)])), true)

/** DER leaves `cA` out where it is false. */
export const noAuthority: Uint8Array = extension('2.5.29.19', sequence(), true)

// RFC 5280 4.2.1.3: digitalSignature is bit 0, keyCertSign bit 5, cRLSign bit 6.
export const maySignAndCertify: Uint8Array = extension('2.5.29.15', bitString(Buffer.from([0x84]), 2), true)
export const mayOnlySign: Uint8Array = extension('2.5.29.15', bitString(Buffer.from([0x80]), 7), true)
export const mayCertify: Uint8Array = extension('2.5.29.15', bitString(Buffer.from([0x06]), 1), true)

export const extendedKeyUsage = (purposes: readonly string[], critical: boolean): Uint8Array =>
  extension('2.5.29.37', sequence(...purposes.map(oid)), critical)

export const subjectKeyId = (spki: Uint8Array): Uint8Array =>
  extension('2.5.29.14', octetString(keyIdentifier(spki)), false)

export const authorityKeyId = (issuerSpki: Uint8Array): Uint8Array =>
  extension('2.5.29.35', sequence(primitive(0, keyIdentifier(issuerSpki))), false)

// RFC 7093 2: any identifier will do as long as issuer and subject agree.
const keyIdentifier = (spki: Uint8Array): Uint8Array => createHash('sha256').update(spki).digest().subarray(0, 20)

// RFC 5280 4.2.1.6, GeneralName tags.
const RFC822_NAME = 1
const DNS_NAME = 2
const URI_NAME = 6

export const uriName = (uri: string | Uint8Array): Uint8Array => primitive(URI_NAME, Buffer.from(uri))
export const emailName = (email: string | Uint8Array): Uint8Array => primitive(RFC822_NAME, Buffer.from(email))
export const dnsName = (host: string | Uint8Array): Uint8Array => primitive(DNS_NAME, Buffer.from(host))

export const otherName = (type: string, value: Uint8Array): Uint8Array =>
  constructed(0, oid(type), constructed(0, value))

/** Critical, as it must be where the subject is empty. */
export const subjectAltNames = (...names: readonly Uint8Array[]): Uint8Array =>
  extension('2.5.29.17', sequence(...names), true)

/** Unknown to everyone: an arc of documentation OIDs. */
export const unknownCritical: Uint8Array = extension('2.16.840.1.113730.99.7', octetString(Buffer.from('?')), true)
