import type { HashName } from '../keys/verify-signature.ts'
import { type DerReader, decodeDer, refuseDer } from '../x509/der-reader.ts'
import { readOid, readSmallInteger, TAG } from '../x509/der-values.ts'
import { readHashName } from '../x509/signature-scheme.ts'
import { readStampedInfo, type StampedInfo } from './timestamp-info.ts'
import { readSignerInfo, type SignerInfo } from './timestamp-signer-info.ts'

/** A time stamp response (RFC 3161 2.4.2) as read: what was stamped, who says to have signed, and the certificates in the bag. */
export interface TimestampToken {
  readonly info: StampedInfo
  /** The encoded TSTInfo, which `signer.messageDigest` is about. */
  readonly infoBytes: Uint8Array
  readonly signer: SignerInfo
  /** Unordered and unbelieved (C31): candidates where the trusted root pins no signer. */
  readonly certificates: readonly Uint8Array[]
}

const SIGNED_DATA = '1.2.840.113549.1.7.2'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'
const V3 = 3
const EXPLICIT_0 = 0xa0
const CERTIFICATES = 0xa0
const REVOCATIONS = 0xa1
const MAX_BYTES = 65_536
const MAX_CERTIFICATES = 16

export function parseTimestampResponse(bytes: Uint8Array): TimestampToken | undefined {
  if (bytes.length > MAX_BYTES) return undefined
  return decodeDer(bytes, (reader) => reader.inside(TAG.sequence, readResponse))
}

function readResponse(reader: DerReader): TimestampToken {
  // PKIStatus: granted(0) or grantedWithMods(1); texts and failure bits may follow.
  const status = reader.inside(TAG.sequence, (inner) => {
    const number = readSmallInteger(inner)
    inner.rest((each) => each.any())
    return number
  })
  if (status !== 0 && status !== 1) return refuseDer()
  return reader.inside(TAG.sequence, (content) => {
    if (readOid(content) !== SIGNED_DATA) return refuseDer()
    return content.inside(EXPLICIT_0, (inner) => inner.inside(TAG.sequence, readSignedData))
  })
}

/** SignedData of RFC 5652 5.1, with exactly one signer as RFC 3161 2.4.2 demands. */
function readSignedData(reader: DerReader): TimestampToken {
  // RFC 5652 5.1: version 3, because the content is not plain data.
  if (readSmallInteger(reader) !== V3) return refuseDer()
  const digests: readonly HashName[] = reader.list(TAG.set, readHashName)
  const infoBytes = reader.inside(TAG.sequence, (inner) => {
    if (readOid(inner) !== TST_INFO) return refuseDer()
    return inner.inside(EXPLICIT_0, (content) => content.element(TAG.octetString).content)
  })
  const certificates = reader.next(CERTIFICATES) ? reader.list(CERTIFICATES, (inner) => inner.any().whole) : []
  if (reader.next(REVOCATIONS)) reader.any()
  const [signer, ...others] = reader.list(TAG.set, readSignerInfo)
  const info = decodeDer(infoBytes, readStampedInfo)
  if (signer === undefined || others.length > 0 || info === undefined) return refuseDer()
  if (!digests.includes(signer.hash) || certificates.length > MAX_CERTIFICATES) return refuseDer()
  return { info, infoBytes, signer, certificates }
}
