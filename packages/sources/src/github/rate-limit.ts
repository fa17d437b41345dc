import type { Received } from '../http/exchange.ts'

/**
 * GitHub says "too often" with 403 as well as with 429, and when it counts anew in a header of its own. Both become the 429 with Retry-After that
 * everybody else says. `now`: epoch milliseconds.
 */
export function asRateLimit(received: Received, now: number): Received {
  const { status, headers } = received
  const isSpent = headers['x-ratelimit-remaining'] === '0'
  const isLimit = status === 429 || (status === 403 && (isSpent || headers['retry-after'] !== undefined))
  if (!isLimit) return received
  const later = headers['retry-after'] ?? (isSpent ? untilReset(headers['x-ratelimit-reset'], now) : undefined)
  return { ...received, status: 429, headers: { ...headers, 'retry-after': later } }
}

/** Whole seconds, rounded up: a moment too early would be refused again. */
function untilReset(reset: string | undefined, now: number): string | undefined {
  if (reset === undefined || !/^[0-9]{1,12}$/.test(reset)) return undefined
  return `${Math.max(0, Math.ceil(Number(reset) - now / 1000))}`
}
