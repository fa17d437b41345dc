import { isRecord, isTime, LIMITS } from '@pawl/document'
import type { Outcome } from '@pawl/policy'
import { type EngineFailure, failure } from '../engine-failure.ts'

/** Whether something that was confirmed then may still be used now. All in seconds. A clock that was set back far makes nothing young. */
export function isFresh(confirmedAt: number, now: number, maxAge: number): boolean {
  const age = now - confirmedAt
  return age >= -LIMITS.skew && age < maxAge
}

/** No yes outlasts the bundle that it was made by: whoever caches it would use a policy that has been revoked since. */
export function untilStale(said: Outcome, document: unknown, staleAt: number): Outcome | EngineFailure {
  if (said.unmet.length >= 1) return said
  const now = isRecord(document) ? document['now'] : undefined
  const end = Math.floor(staleAt)
  if (!isTime(now) || !(now < end)) return failure('bundle-stale')
  return { ...said, expiresAt: Math.min(said.expiresAt ?? end, end) }
}
