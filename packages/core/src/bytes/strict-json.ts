import type { JsonValue } from '@pawl/document'

/** Text that is not strict JSON. `at` says which rule of ours it breaks. */
export interface InvalidJson {
  readonly outcome: 'invalid-json'
  readonly at: string
}

/** A JSON object as read: without a prototype, so that `__proto__` and `constructor` are members like others (C70). */
export interface JsonObject {
  readonly [key: string]: JsonValue
}

const MAX_DEPTH = 64
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

class Refusal extends Error {}

/**
 * Reads JSON (RFC 8259) strictly: fatal UTF-8, no byte order mark, no duplicate members (C68), depth at most 64 (C71), well-formed
 * strings, finite numbers, nothing after the value. What two parsers could read differently is refused.
 */
export const readJson = (bytes: Uint8Array): JsonValue | InvalidJson => readInside(bytes, 0)

/** The same for a value that stands `depth` objects and lists deep. */
export function readInside(bytes: Uint8Array, depth: number): JsonValue | InvalidJson {
  try {
    return new Reader(decoder.decode(bytes)).document(depth)
  } catch (error) {
    // Whatever is thrown while reading bytes of others, a fatal decode included, is invalid JSON.
    return { outcome: 'invalid-json', at: error instanceof Refusal ? error.message : 'utf-8' }
  }
}

export function isInvalidJson(value: JsonValue | InvalidJson): value is InvalidJson {
  // A JSON object read by this file has no prototype; only our own verdict has one.
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
// From the space to U+FFFF without quote and backslash: RFC 8259, \"unescaped\".
const PLAIN = /[ -!#-[\]-\uffff]*/y
const HEX = /[0-9a-fA-F]{4}/y
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/** One object or list deeper. */
function inside(depth: number): number {
  if (!(depth < MAX_DEPTH)) throw new Refusal('depth')
  return depth + 1
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  document(depth: number): JsonValue {
    const value = this.#value(depth)
    this.#space()
    if (this.#at !== this.#text.length) throw new Refusal('trailing')
    return value
  }

  #value(depth: number): JsonValue {
    this.#space()
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(inside(depth))
      case '[':
        return this.#list(inside(depth))
      case '"':
        return this.#string()
      case 't':
        return this.#word('true', true)
      case 'f':
        return this.#word('false', false)
      case 'n':
        return this.#word('null', null)
      default:
        return this.#number()
    }
  }

  #object(depth: number): JsonObject {
    const members: Record<string, JsonValue> = Object.create(null)
    this.#at += 1
    if (this.#next('}')) return members
    do {
      this.#space()
      if (this.#text[this.#at] !== '"') throw new Refusal('member')
      const key = this.#string()
      if (key in members) throw new Refusal('duplicate-member')
      if (!this.#next(':')) throw new Refusal('member')
      members[key] = this.#value(depth)
    } while (this.#next(','))
    if (!this.#next('}')) throw new Refusal('object')
    return members
  }

  #list(depth: number): readonly JsonValue[] {
    const elements: JsonValue[] = []
    this.#at += 1
    if (this.#next(']')) return elements
    do elements.push(this.#value(depth))
    while (this.#next(','))
    if (!this.#next(']')) throw new Refusal('list')
    return elements
  }

  #string(): string {
    this.#at += 1
    let text = this.#run(PLAIN)
    // Half a character can only come by an escape: the decoder lets none through.
    if (this.#text[this.#at] === '\\') text = this.#escaped(text)
    if (this.#text[this.#at] !== '"') throw new Refusal('string')
    this.#at += 1
    return text
  }

  #escaped(begun: string): string {
    let text = begun
    while (this.#text[this.#at] === '\\') {
      this.#at += 1
      text += this.#escape() + this.#run(PLAIN)
    }
    if (!text.isWellFormed()) throw new Refusal('surrogate')
    return text
  }

  #escape(): string {
    const kind = this.#text[this.#at] ?? ''
    this.#at += 1
    if (kind === 'u') {
      const digits = this.#run(HEX)
      if (digits === '') throw new Refusal('escape')
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    const character = ESCAPES.get(kind)
    if (character === undefined) throw new Refusal('escape')
    return character
  }

  #number(): number {
    const digits = this.#run(NUMBER)
    const value = Number(digits)
    if (digits === '' || !Number.isFinite(value)) throw new Refusal('number')
    return value
  }

  #word<T extends boolean | null>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw new Refusal('word')
    this.#at += word.length
    return value
  }

  /** Skips white space and then `token`, if it is what comes. */
  #next(token: string): boolean {
    this.#space()
    if (this.#text[this.#at] !== token) return false
    this.#at += 1
    return true
  }

  #space(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1
  }

  /** What the pattern takes from here on. With `test`: `exec` would make a list of every run. */
  #run(pattern: RegExp): string {
    const start = this.#at
    pattern.lastIndex = start
    if (pattern.test(this.#text)) this.#at = pattern.lastIndex
    return this.#text.slice(start, this.#at)
  }
}
