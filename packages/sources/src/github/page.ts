import { readJsonObject } from '@pawl/core'
import { type AnswerCode, type Unanswered, unanswered } from '../answer-codes.ts'
import { attestationsListed, type ListedBundle } from '../file/api-listing.ts'
import type { Received } from '../http/exchange.ts'
import { nextLink } from '../http/next-link.ts'

/** One page of a list. `next`: where it goes on, why it cannot, or undefined where it ends. */
export interface Page {
  readonly number: number
  readonly listed: Generator<ListedBundle>
  readonly next: URL | AnswerCode | undefined
}

/** A hundred bundles have some ten thousand: what is large in them is text. */
const MAX_PARTS = 131_072
const BEGIN_PART: readonly number[] = [...Buffer.from('[{,')]

/** A list of a repository goes on under its number and not under its name: so any path of the API may be the next. */
export function readPage(number: number, { bytes, headers }: Received, url: URL): Page | Unanswered {
  if (!(partsOf(bytes) <= MAX_PARTS)) return unanswered('over-budget')
  const value = readJsonObject(bytes)
  const listed = value === undefined ? undefined : attestationsListed(value)
  if (listed === undefined) return unanswered('content-invalid')
  const next = nextLink(headers['link'], url)
  return { number, listed, next: next === 'elsewhere' ? 'redirect-refused' : next }
}

/** At least as many as there are values. A list of nothing but brackets takes two hundred times its size when it is read (C63). */
function partsOf(bytes: Uint8Array): number {
  let parts = 0
  for (const byte of bytes) if (BEGIN_PART.includes(byte)) parts += 1
  return parts
}
