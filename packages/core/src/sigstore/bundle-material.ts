import { isBoundedText, type JsonValue } from '@pawl/document'
import type { JsonObject } from '../bytes/strict-json.ts'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import type { BundleVersion } from './bundle.ts'
import { type LogEntry, parseLogEntry } from './bundle-log-entry.ts'
import { bytes, isUnset, message, rawBytes, repeated } from './proto-json.ts'

/** What a bundle brings so that its signature can be believed. */
export interface BundleMaterial {
  readonly signer: BundleSigner
  readonly entries: readonly LogEntry[]
  /** RFC 3161 time stamp responses. */
  readonly timestamps: readonly Uint8Array[]
}

/** The certificate of the signing key, or a hint at a key that the verifier has. The hint decides nothing (C53). */
export type BundleSigner =
  | { readonly kind: 'certificate'; readonly der: Uint8Array }
  | { readonly kind: 'key'; readonly hint: string }

const FIELDS = ['publicKey', 'x509CertificateChain', 'certificate', 'tlogEntries', 'timestampVerificationData']
// C64: sigstore-go has the same bounds.
const MAX_ENTRIES = 32
const MAX_TIMESTAMPS = 32
const MAX_CERTIFICATES = 10

export function parseMaterial(value: JsonValue | undefined, version: BundleVersion): BundleMaterial | Rejection {
  const material = message(value, FIELDS)
  if (material === undefined) return reject('bundle-malformed', 'verificationMaterial')
  const signer = parseSigner(material, version)
  if (signer === undefined) return reject('bundle-malformed', 'verificationMaterial.content')
  const entries = parseEntries(material['tlogEntries'], version)
  if (isRejection(entries)) return entries
  const timestamps = parseTimestamps(material['timestampVerificationData'])
  if (timestamps === undefined) return reject('bundle-malformed', 'timestampVerificationData')
  return { signer, entries, timestamps }
}

/** Exactly one of the three members, and the one of this version: a chain up to 0.2, a certificate alone from 0.3. */
function parseSigner(material: JsonObject, version: BundleVersion): BundleSigner | undefined {
  const { publicKey, x509CertificateChain: chain, certificate } = material
  if ([publicKey, chain, certificate].filter((each) => !isUnset(each)).length !== 1) return undefined
  if (!isUnset(publicKey)) {
    const { hint = '' } = message(publicKey, ['hint']) ?? { hint: null }
    return isBoundedText(hint, 512) ? { kind: 'key', hint } : undefined
  }
  const der = version === '0.3' ? rawBytes(certificate) : parseChain(chain)
  return der && { kind: 'certificate', der }
}

/** The leaf. What else the chain brings is read and left aside: authorities come from the trusted root alone. */
function parseChain(value: JsonValue | undefined): Uint8Array | undefined {
  const list = repeated(message(value, ['certificates'])?.['certificates'], MAX_CERTIFICATES)
  const certificates = list?.map(rawBytes)
  return certificates?.every((each) => each !== undefined) === true ? certificates[0] : undefined
}

function parseEntries(value: JsonValue | undefined, version: BundleVersion): readonly LogEntry[] | Rejection {
  const list = repeated(value, MAX_ENTRIES)
  if (list === undefined) return reject('bundle-malformed', 'tlogEntries')
  const entries: LogEntry[] = []
  for (const each of list) {
    const entry = parseLogEntry(each, version)
    if (isRejection(entry)) return entry
    entries.push(entry)
  }
  // One entry twice is one entry; a bundle that says otherwise is padding.
  const places = new Set(entries.map(({ logId, logIndex }) => `${logId} ${logIndex}`))
  return places.size === entries.length ? entries : reject('bundle-malformed', 'tlogEntries')
}

function parseTimestamps(value: JsonValue | undefined): readonly Uint8Array[] | undefined {
  if (isUnset(value)) return []
  const data = message(value, ['rfc3161Timestamps'])
  const list = data && repeated(data['rfc3161Timestamps'], MAX_TIMESTAMPS)
  const timestamps = list?.map((each) => bytes(message(each, ['signedTimestamp'])?.['signedTimestamp']))
  const read = timestamps?.filter((each) => each !== undefined)
  if (read === undefined || read.length !== timestamps?.length) return undefined
  // One stamp twice is one stamp; a bundle that says otherwise is padding.
  return new Set(read.map((each) => Buffer.from(each).toString('base64'))).size === read.length ? read : undefined
}
