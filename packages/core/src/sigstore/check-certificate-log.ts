import { hash } from 'node:crypto'
import { signatureVerifiesWith } from '../keys/verify-signature.ts'
import { type Rejection, reject } from '../rejection-codes.ts'
import type { Certificate } from '../x509/certificate.ts'
import { derElement } from '../x509/der-header.ts'
import { decodeDer } from '../x509/der-reader.ts'
import { TAG } from '../x509/der-values.ts'
import { keyFamily } from '../x509/signature-scheme.ts'
import { readTimestampList, type SignedCertificateTimestamp } from './certificate-timestamp.ts'
import type { IssuedLeaf } from './check-certificate.ts'
import { countDistinct, type Thresholds } from './distinct-authorities.ts'
import type { TransparencyLog, TrustedRoot } from './trusted-root.ts'
import { isWithin } from './validity-window.ts'

/** An issued leaf of which the certificate logs know as far as the root demands it. */
export interface LoggedLeaf extends IssuedLeaf {
  readonly certificateLogs: ReadonlySet<TransparencyLog>
}

const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2'
const EXPLICIT_EXTENSIONS = 0xa3

/** A root with certificate logs demands an embedded SCT of one of them, or of as many as are asked for; every SCT that is there must verify. */
export function checkCertificateLog(
  leaf: IssuedLeaf,
  { certificateLogs: known, require }: TrustedRoot,
): LoggedLeaf | Rejection {
  const certificateLogs = new Set<TransparencyLog>()
  if (known.length === 0) return logged(leaf, certificateLogs, require)
  const extension = leaf.certificate.extensions.get(SCT_LIST)
  const list = extension && decodeDer(extension.value, (reader) => reader.element(TAG.octetString).content)
  const timestamps = list && readTimestampList(list)
  if (timestamps === undefined) return reject('sct-invalid', 'extension')
  const precertificate = precertificateEntry(leaf)
  for (const timestamp of timestamps) {
    const log = known.find((each) => each.id === timestamp.logId && isStampedBy(each, timestamp, precertificate))
    if (log === undefined) return reject('sct-invalid', 'signature')
    certificateLogs.add(log)
  }
  return certificateLogs.size >= 1 ? logged(leaf, certificateLogs, require) : reject('sct-invalid', 'count')
}

function logged(leaf: IssuedLeaf, certificateLogs: ReadonlySet<TransparencyLog>, require: Thresholds) {
  return countDistinct(certificateLogs) >= require.certificateLogs
    ? { ...leaf, certificateLogs }
    : reject('threshold-unmet', 'certificateLogs')
}

/** RFC 6962 3.2: PreCert is the hash of the issuer's key and the TBSCertificate as it was before the list was embedded. */
function precertificateEntry({ certificate, issuer }: IssuedLeaf): Uint8Array {
  const tbs = tbsWithoutList(certificate)
  return Buffer.concat([hash('sha256', issuer.certificate.spki, 'buffer'), bigEndian(tbs.length, 3), tbs])
}

function tbsWithoutList({ tbsBeforeExtensions, extensions }: Certificate): Uint8Array {
  const others = [...extensions].filter(([oid]) => oid !== SCT_LIST).map(([, { whole }]) => whole)
  return derElement(
    TAG.sequence,
    tbsBeforeExtensions,
    derElement(EXPLICIT_EXTENSIONS, derElement(TAG.sequence, ...others)),
  )
}

// RFC 6962 3.2: version v1, signature type certificate_timestamp; entry type precert_entry.
const V1_CERTIFICATE_TIMESTAMP = Uint8Array.of(0, 0)
const PRECERT_ENTRY = Uint8Array.of(0, 1)
// RFC 5246 7.4.1.4.1: sha256(4); rsa(1), ecdsa(3).
const SHA256 = 4
const ALGORITHMS: ReadonlyMap<string, number> = new Map([
  ['rsa', 1],
  ['ec', 3],
])

function isStampedBy(log: TransparencyLog, timestamp: SignedCertificateTimestamp, precertificate: Uint8Array): boolean {
  const [hashName, algorithm] = timestamp.algorithm
  if (hashName !== SHA256 || ALGORITHMS.get(keyFamily(log.key)) !== algorithm) return false
  const milliseconds = timestamp.timestamp.reduce((value, byte) => value * 256 + byte, 0)
  if (!isWithin(log.window, Math.floor(milliseconds / 1000))) return false
  const { extensions, signature } = timestamp
  const signed = Buffer.concat([
    V1_CERTIFICATE_TIMESTAMP,
    timestamp.timestamp,
    PRECERT_ENTRY,
    precertificate,
    bigEndian(extensions.length, 2),
    extensions,
  ])
  return signatureVerifiesWith(log.key, 'sha256', signed, signature)
}

function bigEndian(value: number, width: number): Uint8Array {
  const bytes = Buffer.alloc(width)
  bytes.writeUIntBE(value, 0, width)
  return bytes
}
