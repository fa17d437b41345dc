import type { JsonValue } from '@pawl/document'
import { type InvalidJson, isInvalidJson, isJsonObject, type JsonObject, readInside, readJson } from './strict-json.ts'

/** Below this everything is read whole. */
const LARGE = 1_048_576
const QUOTE = 0x22
const COLON = 0x3a
const CLOSE = 0x7d
const MAX_STRINGS = 256
/** Ten megabytes of SPDX have some four hundred thousand. More than evidence may have: a statement is read after its signature. */
const STATEMENT_VALUES = 1_048_576

/**
 * The same as `readJson`, for bytes that are large because of one long string `member`, as envelopes are. The long string is cut out, the small rest is read
 * strictly, twice, with another word in the gap each time: what differs between the two readings is the place of the string, whatever the guess was.
 * The string is given as it stands; whoever takes it must refuse what is not base64 (`decodeBase64`), for no escape was read.
 */
export function readAroundString(bytes: Uint8Array, member: string): JsonValue | InvalidJson {
  const span = bytes.length > LARGE ? longestString(view(bytes)) : undefined
  if (span === undefined) return readJson(bytes)
  const [one, two] = readings(bytes, span, ['"#"', '"%"'])
  if (isInvalidJson(one) || isInvalidJson(two) || !isJsonObject(one) || !isJsonObject(two)) return readJson(bytes)
  const text = view(bytes).toString('latin1', span.start + 1, span.end - 1)
  return (text.includes('\\') ? undefined : filled(one, two, member, text)) ?? readJson(bytes)
}

/** An object, and one of its members that is read when it is asked for. */
export interface AroundTail {
  readonly value: JsonValue | InvalidJson
  /** Undefined where there is none. */
  readonly member: () => JsonValue | undefined | InvalidJson
}

/**
 * The same for an object whose last member is the large one, as in-toto statements are written; `needed` are the members that must stand before it. What is
 * read of the object when the member is never asked for is a valid object, and nothing of the member counts. When it is asked for, all of the bytes have
 * been read strictly.
 */
export function readAroundTail(bytes: Uint8Array, member: string, needed: readonly string[]): AroundTail {
  const span = bytes.length > LARGE ? lastMember(view(bytes), member) : undefined
  const [one, two] = span === undefined ? [] : readings(bytes, span, ['1', '2'])
  const isTail = isAround(one, member, 1, needed) && isAround(two, member, 2, needed)
  if (span === undefined || one === undefined || !isTail) return whole(readJson(bytes, STATEMENT_VALUES), member)
  return { value: one, member: () => readTail(bytes, span, member) }
}

function whole(value: JsonValue | InvalidJson, member: string): AroundTail {
  return { value, member: () => (isInvalidJson(value) || !isJsonObject(value) ? undefined : value[member]) }
}

/** Where the guess was wrong, something stands behind the member: then all of it is read, and decides. */
function readTail(bytes: Uint8Array, { start, end }: Span, member: string): JsonValue | undefined | InvalidJson {
  const tail = readInside(bytes.subarray(start, end), 1, STATEMENT_VALUES)
  if (!isInvalidJson(tail)) return tail
  const value = readJson(bytes, STATEMENT_VALUES)
  return isInvalidJson(value) ? value : whole(value, member).member()
}

interface Span {
  readonly start: number
  readonly end: number
}

function readings(
  bytes: Uint8Array,
  { start, end }: Span,
  words: readonly [string, string],
): readonly [JsonValue | InvalidJson, JsonValue | InvalidJson] {
  const [head, rest] = [bytes.subarray(0, start), bytes.subarray(end)]
  const read = (word: string): JsonValue | InvalidJson => readJson(Buffer.concat([head, Buffer.from(word), rest]))
  return [read(words[0]), read(words[1])]
}

/** A guess: the string that is most of the bytes, between two quotes. */
function longestString(bytes: Buffer): Span | undefined {
  let start = bytes.indexOf(QUOTE)
  for (let strings = 0; start >= 0 && strings < MAX_STRINGS; strings += 1) {
    const end = bytes.indexOf(QUOTE, start + 1)
    if (end < 0) return undefined
    if (end - start > bytes.length / 2) return { start, end: end + 1 }
    start = bytes.indexOf(QUOTE, end + 1)
  }
  return undefined
}

/** A guess: from behind the first mention of the member to before the last bracket. */
function lastMember(bytes: Buffer, member: string): Span | undefined {
  const name = bytes.indexOf(`"${member}"`)
  const colon = name < 0 ? -1 : bytes.indexOf(COLON, name)
  const end = bytes.lastIndexOf(CLOSE)
  return colon >= 0 && colon + 1 < end ? { start: colon + 1, end } : undefined
}

function isAround(
  value: JsonValue | InvalidJson | undefined,
  member: string,
  word: number,
  needed: readonly string[],
): boolean {
  if (value === undefined || isInvalidJson(value) || !isJsonObject(value)) return false
  return value[member] === word && needed.every((name) => name in value)
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

/**
 * `one` with the text where the two readings differ, if that is the member of the envelope: of the object itself, or of the one that a bundle holds.
 * Undefined if it is anywhere else. There nobody decodes it, and it may be no JSON at all (C71).
 */
function filled(one: JsonObject, two: JsonObject, member: string, text: string): JsonObject | undefined {
  if (!('mediaType' in one)) return filledHere(one, two, member, text)
  const [inner, other] = [one[ENVELOPE], two[ENVELOPE]]
  const envelope = isJsonObject(inner) && isJsonObject(other) ? filledHere(inner, other, member, text) : undefined
  return envelope && Object.assign(Object.create(null), one, { [ENVELOPE]: envelope })
}

const ENVELOPE = 'dsseEnvelope'

function filledHere(one: JsonObject, two: JsonObject, member: string, text: string): JsonObject | undefined {
  if (one[member] !== '#' || two[member] !== '%') return undefined
  return Object.assign(Object.create(null), one, { [member]: text })
}
