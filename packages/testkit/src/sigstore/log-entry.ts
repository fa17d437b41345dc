import { testKey } from '../test-key.ts'
import type { Signs } from './bundle-request.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Forgery } from './forgery.ts'
import { type InclusionProof, inclusionProof } from './inclusion-proof.ts'
import type { LogBody } from './log-body.ts'
import type { TransparencyLog } from './transparency-log.ts'

/** The bundle's `TransparencyLogEntry` message. */
export interface LogEntry {
  readonly logIndex: string
  readonly logId: { readonly keyId: string }
  readonly kindVersion: { readonly kind: string; readonly version: string }
  readonly integratedTime?: string
  readonly inclusionPromise?: { readonly signedEntryTimestamp: string }
  readonly inclusionProof?: InclusionProof
  readonly canonicalizedBody: string
}

export interface EntryRequest {
  readonly log: TransparencyLog
  readonly body: LogBody
  readonly integratedTime: number
  readonly withProof: boolean
  /** The text of the checkpoint in place of the honest one. */
  readonly notes?: Signs['checkpoint']
  readonly forge: Forgery | undefined
}

/** Appends the body to the log and gives back the evidence. */
export function logEntry(request: EntryRequest): LogEntry {
  const { log, body, integratedTime, notes, forge } = request
  const canonical = Buffer.from(canonicalJson(body.body), 'utf8')
  const index = log.tree.append(canonical)
  // Others log too: without them every proof would be one of the newest leaf.
  for (let others = index % 3; others > 0; others -= 1) log.tree.append(Buffer.from(`after ${index}, ${others}`))

  const canonicalizedBody = canonical.toString('base64')
  const logIndex = log.indexOffset + index
  const withProof = request.withProof && forge !== 'inclusion-proof-missing'
  return {
    logIndex: String(logIndex),
    logId: { keyId: Buffer.from(log.logId).toString('base64') },
    kindVersion: { kind: body.kind, version: body.version },
    ...(log.version === 'rekor1' && forge !== 'no-time'
      ? {
          integratedTime: String(integratedTime),
          ...promise({ log, canonicalizedBody, integratedTime, logIndex }, forge),
        }
      : {}),
    ...(withProof ? { inclusionProof: inclusionProof(log, index, integratedTime, forge, notes) } : {}),
    canonicalizedBody,
  }
}

interface Promised {
  readonly log: TransparencyLog
  readonly canonicalizedBody: string
  readonly integratedTime: number
  readonly logIndex: number
}

/** Rekor v1's signed entry timestamp: over the canonical JSON of body, time, log and index. */
function promise(promised: Promised, forge: Forgery | undefined): Pick<LogEntry, 'inclusionPromise'> {
  if (forge === 'set-missing') return {}
  const { log, canonicalizedBody, integratedTime, logIndex } = promised
  const key = forge === 'set-by-stranger' ? testKey('p256') : log.key
  const text = canonicalJson({
    body: canonicalizedBody,
    integratedTime: forge === 'set-over-other-time' ? integratedTime + 1 : integratedTime,
    logID: Buffer.from(log.logId).toString('hex'),
    logIndex,
  })
  const signedEntryTimestamp = Buffer.from(key.sign(Buffer.from(text, 'utf8'))).toString('base64')
  return { inclusionPromise: { signedEntryTimestamp } }
}
