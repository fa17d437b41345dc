import { setTimeout as wait } from 'node:timers/promises'
import { isUnanswered, type Unanswered } from '../answer-codes.ts'
import type { Received } from './exchange.ts'

const MAX_RETRIES = 2
const MAX_WAIT_MS = 30_000
const FIRST_WAIT_MS = 500

/** Milliseconds that are left of the one deadline of an image. */
export type TimeLeft = () => number

/** Asks again where the other end says "later": at most twice, when it says, and only where that is before the deadline. */
export async function askAgain(
  ask: () => Promise<Received | Unanswered>,
  timeLeft: TimeLeft,
): Promise<Received | Unanswered> {
  for (let retry = 0; ; retry += 1) {
    const received = await ask()
    if (isUnanswered(received) || (received.status !== 429 && received.status !== 503)) return received
    const pause = retryAfter(received.headers['retry-after'], Date.now()) ?? FIRST_WAIT_MS * 2 ** retry
    if (!(retry < MAX_RETRIES && pause < timeLeft())) return received
    await wait(pause)
  }
}

/** Milliseconds of a Retry-After header, seconds or a date; undefined where it says nothing. `now` in epoch milliseconds. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const milliseconds = /^[0-9]{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  if (!Number.isFinite(milliseconds)) return undefined
  return milliseconds > MAX_WAIT_MS ? Number.POSITIVE_INFINITY : Math.max(0, milliseconds)
}
