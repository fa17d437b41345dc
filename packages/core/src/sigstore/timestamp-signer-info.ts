import type { HashName } from '../keys/verify-signature.ts'
import { type DerElement, type DerReader, decodeDer, refuseDer } from '../x509/der-reader.ts'
import { readInteger, readOid, readSmallInteger, TAG } from '../x509/der-values.ts'
import { readHashName, readSignatureScheme, type SignatureScheme } from '../x509/signature-scheme.ts'

/** SignerInfo (RFC 5652 5.3) with its signed attributes. */
export interface SignerInfo {
  readonly issuer: Uint8Array
  readonly serial: Uint8Array
  readonly hash: HashName
  readonly messageDigest: Uint8Array
  /** The signing certificate that the attributes name (RFC 2634, RFC 5816), as `hash` of its DER. */
  readonly certificateIds: readonly CertificateId[]
  /** The attributes as they were signed: with the tag of a SET (RFC 5652 5.4). */
  readonly signedBytes: Uint8Array
  readonly scheme: SignatureScheme
  readonly signature: Uint8Array
}

export interface CertificateId {
  readonly hash: HashName | 'sha1'
  readonly digest: Uint8Array
}

const V1 = 1
const SIGNED_ATTRIBUTES = 0xa0
const UNSIGNED_ATTRIBUTES = 0xa1

export function readSignerInfo(list: DerReader): SignerInfo {
  return list.inside(TAG.sequence, (reader) => {
    // Version 1 means: identified by issuer and serial. Identification by key identifier is not taken.
    if (readSmallInteger(reader) !== V1) return refuseDer()
    const signer = reader.inside(TAG.sequence, (inner) => ({
      issuer: inner.element(TAG.sequence).whole,
      serial: readInteger(inner),
    }))
    const hash = readHashName(reader)
    const attributes = reader.inside(SIGNED_ATTRIBUTES, readAttributes)
    const scheme = readSigningScheme(reader, hash)
    const signature = reader.element(TAG.octetString).content
    if (reader.next(UNSIGNED_ATTRIBUTES)) reader.any()
    return { ...signer, ...attributes, hash, scheme, signature }
  })
}

const BARE_KEYS: ReadonlyMap<string, SignatureScheme['family']> = new Map([
  ['1.2.840.10045.2.1', 'ec'],
  ['1.2.840.113549.1.1.1', 'rsa'],
])

/** Signers may name the algorithm of the key alone (RFC 5754 3.2, `rsaEncryption`): then the hash is the digest algorithm. */
function readSigningScheme(reader: DerReader, hash: HashName): SignatureScheme {
  const { whole } = reader.element(TAG.sequence)
  const scheme = decodeDer(whole, readSignatureScheme)
  if (scheme !== undefined) return scheme
  const oid = decodeDer(whole, (outer) =>
    outer.inside(TAG.sequence, (inner) => {
      const name = readOid(inner)
      if (inner.next(TAG.null)) inner.any()
      return name
    }),
  )
  const family = BARE_KEYS.get(oid ?? '')
  return family === undefined ? refuseDer() : { family, hash }
}

const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'

type Attributes = Pick<SignerInfo, 'messageDigest' | 'certificateIds' | 'signedBytes'>

/** RFC 5652 11.1 and 11.2: content type and message digest, once each, with one value. */
function readAttributes(reader: DerReader, { whole }: DerElement): Attributes {
  const attributes = new Map<string, Uint8Array>()
  let before: Uint8Array = new Uint8Array(0)
  while (reader.more()) {
    const [oid, value, element] = reader.inside(TAG.sequence, (inner, { whole: each }) => {
      const name = readOid(inner)
      return [name, inner.element(TAG.set).content, each] as const
    })
    // RFC 5652 5.4: signed as DER, where a SET OF has one order (X.690 11.6): in another it is a second spelling of one token.
    if (Buffer.compare(before, element) > 0) return refuseDer()
    before = element
    if (attributes.has(oid)) return refuseDer()
    attributes.set(oid, value)
  }
  if (within(attributes, CONTENT_TYPE, readOid) !== TST_INFO) return refuseDer()
  const messageDigest = within(attributes, MESSAGE_DIGEST, (inner) => inner.element(TAG.octetString).content)
  const ids = [
    within(attributes, SIGNING_CERTIFICATE, (inner) => readCertificateId(inner, readOldId)),
    within(attributes, SIGNING_CERTIFICATE_V2, (inner) => readCertificateId(inner, readNewId)),
  ]
  if (messageDigest === undefined) return refuseDer()
  const signedBytes = Uint8Array.from(whole)
  signedBytes[0] = TAG.set
  return { messageDigest, certificateIds: ids.filter((each) => each !== undefined), signedBytes }
}

function within<T>(
  attributes: ReadonlyMap<string, Uint8Array>,
  oid: string,
  read: (reader: DerReader) => T,
): T | undefined {
  const value = attributes.get(oid)
  return value && (decodeDer(value, read) ?? refuseDer())
}

/** SigningCertificate: the first of the list is the signer's (RFC 2634 5.4); policies may follow. */
function readCertificateId(reader: DerReader, read: (reader: DerReader) => CertificateId): CertificateId {
  return reader.inside(TAG.sequence, (inner) => {
    const [first] = inner.list(TAG.sequence, read)
    if (inner.next(TAG.sequence)) inner.any()
    return first ?? refuseDer()
  })
}

function readOldId(list: DerReader): CertificateId {
  return list.inside(TAG.sequence, (reader) => withoutIssuer(reader, 'sha1'))
}

// RFC 5816: SHA-256 unless it says otherwise.
function readNewId(list: DerReader): CertificateId {
  return list.inside(TAG.sequence, (reader) =>
    withoutIssuer(reader, reader.next(TAG.sequence) ? readHashName(reader) : 'sha256'),
  )
}

function withoutIssuer(reader: DerReader, hash: CertificateId['hash']): CertificateId {
  const digest = reader.element(TAG.octetString).content
  if (reader.next(TAG.sequence)) reader.any()
  return { hash, digest }
}
