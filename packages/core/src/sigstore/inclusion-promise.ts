import { signatureVerifiesWith } from '../keys/verify-signature.ts'
import type { LogEntry } from './bundle-log-entry.ts'
import type { TransparencyLog } from './trusted-root.ts'

/**
 * The integrated time of an entry, bound by the log's signature over it (Rekor v1 signed entry timestamp: RFC 8785 JSON of body, time, log id
 * and index). Undefined if the promise does not verify. This is the only way an integrated time becomes a time (C27, CVE-2026-48816).
 */
export function promisedTime(entry: LogEntry, promise: Uint8Array, log: TransparencyLog): number | undefined {
  const { integratedTime, logId, logIndex, body } = entry
  if (integratedTime === undefined) return undefined
  // RFC 8785 of members that stand in their order and hold base64, hexadecimal and integers: nothing is left to be made canonical.
  const promised = JSON.stringify({
    body: Buffer.from(body).toString('base64'),
    integratedTime,
    logID: logId,
    logIndex,
  })
  return signatureVerifiesWith(log.key, 'sha256', Buffer.from(promised), promise) ? integratedTime : undefined
}
