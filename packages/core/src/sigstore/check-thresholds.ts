import { type Rejection, reject } from '../rejection-codes.ts'
import type { LogEvidence } from './check-log-entries.ts'
import type { StampEvidence } from './check-timestamps.ts'
import { countDistinct, type Thresholds } from './distinct-authorities.ts'

/** Whether as many logs and timestamp authorities vouch as the operator asks for; a rejection where they do not. Written so that NaN is never enough. */
export function checkThresholds(
  { logs }: LogEvidence,
  { authorities }: StampEvidence,
  require: Thresholds,
): Rejection | undefined {
  if (!(countDistinct(logs) >= require.logs)) return reject('threshold-unmet', 'tlogEntries')
  return countDistinct(authorities) >= require.timestamps ? undefined : reject('threshold-unmet', 'rfc3161Timestamps')
}
