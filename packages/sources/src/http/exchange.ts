import { type Dispatcher, request } from 'undici'
import { type AnswerCode, type Unanswered, unanswered } from '../answer-codes.ts'
import { failureCode } from './failure-code.ts'

/** What to ask for. Nothing follows a redirect, decompresses or stores a cookie. */
export interface Ask {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Bytes of the answer that are read at most, whatever its Content-Length says (C63). */
  readonly limit: number
  readonly signal: AbortSignal
}

/** What came back. `bytes` only with status 200; of anything else the status says enough. */
export interface Received {
  readonly status: number
  /** By name in lower case. One that came several times is one with commas, as HTTP has it, and then no longer what it should be. */
  readonly headers: Headers
  readonly bytes: Uint8Array
}

type Headers = Readonly<Record<string, string | undefined>>

const NOTHING = new Uint8Array(0)
const DISCARDED_BYTES = 16_384
const FIRST_BYTES = 65_536

/** One question, one answer. Whatever goes wrong below is a code: the other end can cause all of it. */
export async function exchange(dispatcher: Dispatcher, url: URL, ask: Ask): Promise<Received | Unanswered> {
  const { method, body = null, limit, signal } = ask
  try {
    const headers = { ...ask.headers, 'accept-encoding': 'identity', 'user-agent': 'pawl' }
    const answer = await request(url, { dispatcher, method, headers, body, signal })
    const received = oneOfEach(answer.headers)
    if (answer.statusCode !== 200) {
      discard(answer.body, signal)
      return { status: answer.statusCode, headers: received, bytes: NOTHING }
    }
    const encoding = received['content-encoding']
    // A compressed answer was not asked for: a few kilobytes of it could be gigabytes (C63).
    if (encoding !== undefined && encoding !== 'identity') {
      discard(answer.body, signal)
      return unanswered('response-refused')
    }
    const bytes = await readAtMost(answer.body, limit)
    if (bytes === undefined) return unanswered('over-budget')
    return { status: 200, headers: received, bytes }
  } catch (error) {
    return unanswered(failureCode(error, signal.aborted))
  }
}

function oneOfEach(headers: Readonly<Record<string, string | string[] | undefined>>): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
}

/**
 * Undefined where there is more: leaving the loop ends the transfer. One buffer that grows, and not a list of parts: of what is being read there is
 * never twice as much in memory.
 */
async function readAtMost(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  let buffer: Buffer = Buffer.allocUnsafeSlow(Math.min(limit, FIRST_BYTES))
  let total = 0
  for await (const part of body) {
    if (!(total + part.length <= limit)) return undefined
    if (total + part.length > buffer.length) buffer = grown(buffer, total, Math.min(limit, 2 * (total + part.length)))
    buffer.set(part, total)
    total += part.length
  }
  return total === buffer.length ? buffer : grown(buffer, total, total)
}

function grown(buffer: Buffer, used: number, size: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(size)
  buffer.copy(larger, 0, 0, used)
  return larger
}

/** Reads a little, so that the connection can be used again, and lets go of it where more comes. */
function discard(body: Dispatcher.ResponseData['body'], signal: AbortSignal): void {
  void body.dump({ limit: DISCARDED_BYTES, signal }).catch(() => undefined)
}

export function codeOfStatus(status: number): AnswerCode {
  return STATUS_CODES.get(status) ?? (status >= 500 && status <= 599 ? 'server-error' : 'status-unexpected')
}

const STATUS_CODES: ReadonlyMap<number, AnswerCode> = new Map([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [429, 'rate-limited'],
])
