import { isBoundedText, isTime, type JsonValue } from '@pawl/document'
import type { JsonObject } from '../bytes/strict-json.ts'
import { type Rejection, reject } from '../rejection-codes.ts'
import type { BundleVersion } from './bundle.ts'
import { bytes, int64, isUnset, message, repeated } from './proto-json.ts'

/** TransparencyLogEntry as read. Nothing here is believed before `checkLogEntries`, `integratedTime` least of all (C27). */
export interface LogEntry {
  readonly logIndex: number
  /** Lower-case hexadecimal. */
  readonly logId: string
  readonly kind: string
  readonly version: string
  readonly integratedTime: number | undefined
  /** The signed entry timestamp. */
  readonly promise: Uint8Array | undefined
  readonly proof: InclusionProof | undefined
  readonly body: Uint8Array
}

export interface InclusionProof {
  readonly leafIndex: number
  readonly treeSize: number
  readonly rootHash: Uint8Array
  readonly hashes: readonly Uint8Array[]
  readonly checkpoint: string
}

const FIELDS = [
  'logIndex',
  'logId',
  'kindVersion',
  'integratedTime',
  'inclusionPromise',
  'inclusionProof',
  'canonicalizedBody',
]

/** Version 0.1 must bring a promise, later ones a proof with its checkpoint. What is brought beyond that is verified as well. */
export function parseLogEntry(value: JsonValue, version: BundleVersion): LogEntry | Rejection {
  const entry = message(value, FIELDS)
  const parsed = entry && parseFields(entry)
  if (parsed === undefined) return reject('bundle-malformed', 'tlogEntries')
  if (version === '0.1' && parsed.promise === undefined) return reject('bundle-malformed', 'inclusionPromise')
  if (version !== '0.1' && parsed.proof === undefined) return reject('bundle-malformed', 'inclusionProof')
  return parsed
}

function parseFields(entry: JsonObject): LogEntry | undefined {
  const logIndex = index(entry['logIndex'])
  const logId = hash(message(entry['logId'], ['keyId'])?.['keyId'])
  const body = bytes(entry['canonicalizedBody'])
  const kindVersion = parseKindVersion(entry['kindVersion'])
  const rest = parseOptional(entry)
  if (logIndex === undefined || logId === undefined || body === undefined) return undefined
  if (kindVersion === undefined || rest === undefined) return undefined
  return { logIndex, logId: Buffer.from(logId).toString('hex'), body, ...kindVersion, ...rest }
}

function parseKindVersion(value: JsonValue | undefined): Pick<LogEntry, 'kind' | 'version'> | undefined {
  const { kind, version } = message(value, ['kind', 'version']) ?? {}
  return isBoundedText(kind, 64) && isBoundedText(version, 64) ? { kind, version } : undefined
}

type Optional = Pick<LogEntry, 'integratedTime' | 'promise' | 'proof'>

function parseOptional(entry: JsonObject): Optional | undefined {
  const { integratedTime, inclusionPromise, inclusionProof } = entry
  const time = isUnset(integratedTime) ? 0 : int64(integratedTime)
  const promise = isUnset(inclusionPromise) ? undefined : parsePromise(inclusionPromise)
  const proof = isUnset(inclusionProof) ? undefined : parseProof(inclusionProof)
  if (!isTime(time) || (promise === undefined && !isUnset(inclusionPromise))) return undefined
  if (proof === undefined && !isUnset(inclusionProof)) return undefined
  // Zero is how protobuf spells "not set": Rekor v2 has no integrated time.
  return { integratedTime: time === 0 ? undefined : time, promise, proof }
}

function parsePromise(value: JsonValue): Uint8Array | undefined {
  return bytes(message(value, ['signedEntryTimestamp'])?.['signedEntryTimestamp'])
}

// A path of 64 hashes would be a tree of 2^64 leaves.
const MAX_HASHES = 64
const MAX_CHECKPOINT = 16_384

function parseProof(value: JsonValue): InclusionProof | undefined {
  const proof = message(value, ['logIndex', 'rootHash', 'treeSize', 'hashes', 'checkpoint'])
  if (proof === undefined) return undefined
  const leafIndex = index(proof['logIndex'])
  const treeSize = int64(proof['treeSize'])
  const rootHash = hash(proof['rootHash'])
  const list = repeated(proof['hashes'], MAX_HASHES)
  const hashes = list?.map(hash).filter((each) => each !== undefined)
  const checkpoint = message(proof['checkpoint'], ['envelope'])?.['envelope']
  if (leafIndex === undefined || treeSize === undefined || rootHash === undefined) return undefined
  if (hashes === undefined || hashes.length !== list?.length) return undefined
  if (typeof checkpoint !== 'string' || checkpoint.length > MAX_CHECKPOINT) return undefined
  return { leafIndex, treeSize, rootHash, hashes, checkpoint }
}

function hash(value: JsonValue | undefined): Uint8Array | undefined {
  const decoded = bytes(value)
  return decoded?.length === 32 ? decoded : undefined
}

// Protobuf JSON may leave a zero out.
function index(value: JsonValue | undefined): number | undefined {
  return isUnset(value) ? 0 : int64(value)
}
