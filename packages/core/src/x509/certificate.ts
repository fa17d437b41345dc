import { type CertificateUses, readUses } from './certificate-uses.ts'
import { type DerElement, type DerReader, decodeDer, refuseDer } from './der-reader.ts'
import { readTime } from './der-time.ts'
import { readInteger, readOctets, readSmallInteger, TAG } from './der-values.ts'
import { type Extensions, readExtensions } from './extensions.ts'
import { readSignatureScheme, type SignatureScheme } from './signature-scheme.ts'

/** An X.509 v3 certificate as read (RFC 5280 4.1): well-formed, and not yet believed. All bytes are views of `raw`. */
export interface Certificate extends SignedCertificate {
  readonly raw: Uint8Array
  readonly scheme: SignatureScheme
  readonly signature: Uint8Array
}

/** TBSCertificate, the part that is signed. */
interface SignedCertificate {
  readonly tbs: Uint8Array
  /** The content of `tbs` up to the extensions, for the precertificate. */
  readonly tbsBeforeExtensions: Uint8Array
  readonly serial: Uint8Array
  /** The AlgorithmIdentifier, repeated outside. */
  readonly algorithm: Uint8Array
  /** Names are compared as bytes: what needs normalising to be equal is not equal. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly notBefore: number
  readonly notAfter: number
  readonly spki: Uint8Array
  readonly extensions: Extensions
  readonly uses: CertificateUses
}

const MAX_BYTES = 65_536
const EXPLICIT_VERSION = 0xa0
const EXPLICIT_EXTENSIONS = 0xa3
const V3 = 2

export function parseCertificate(raw: Uint8Array): Certificate | undefined {
  if (raw.length > MAX_BYTES) return undefined
  return decodeDer(raw, (reader) => reader.inside(TAG.sequence, (inner) => readCertificate(inner, raw)))
}

function readCertificate(reader: DerReader, raw: Uint8Array): Certificate {
  const signed = reader.inside(TAG.sequence, readSigned)
  const outer = reader.element(TAG.sequence).whole
  const scheme = decodeDer(outer, readSignatureScheme)
  // RFC 5280 4.1.1.2: the algorithm outside must be the one that was signed.
  if (scheme === undefined || !Buffer.from(outer).equals(signed.algorithm)) return refuseDer()
  return { ...signed, raw, scheme, signature: readOctets(reader) }
}

function readSigned(reader: DerReader, tbs: DerElement): SignedCertificate {
  if (reader.inside(EXPLICIT_VERSION, readSmallInteger) !== V3) return refuseDer()
  const serial = readInteger(reader)
  // RFC 5280 4.1.2.2: a serial number is positive.
  if ((serial[0] ?? 0x80) >= 0x80) return refuseDer()
  const algorithm = reader.element(TAG.sequence).whole
  const issuer = reader.element(TAG.sequence).whole
  const [notBefore, notAfter] = reader.inside(TAG.sequence, (inner) => [readTime(inner), readTime(inner)] as const)
  const subject = reader.element(TAG.sequence).whole
  const spki = reader.element(TAG.sequence).whole
  // Unique identifiers ([1], [2]) are refused: the next element must be the extensions.
  let extensionsLength = 0
  const extensions = reader.inside(EXPLICIT_EXTENSIONS, (inner, { whole }) => {
    extensionsLength = whole.length
    return readExtensions(inner)
  })
  return {
    tbs: tbs.whole,
    tbsBeforeExtensions: tbs.content.subarray(0, tbs.content.length - extensionsLength),
    serial,
    algorithm,
    issuer,
    subject,
    notBefore,
    notAfter,
    spki,
    extensions,
    uses: readUses(extensions),
  }
}
