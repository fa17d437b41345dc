import type { JsonValue } from '@pawl/document'

/** A JSON object as read: without a prototype, so that `__proto__` and `constructor` are members like others (C70). */
export interface JsonObject {
  readonly [key: string]: JsonValue
}

/** Says which rule of ours the text breaks. */
export class JsonRefusal extends Error {}

const MAX_DEPTH = 64
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
  if (!(depth < MAX_DEPTH)) throw new JsonRefusal('depth')
  return depth + 1
}

/** A cursor over the text of one JSON value. For `strict-json.ts` alone, which catches what it throws. */
export class JsonReader {
  readonly #text: string
  #at = 0
  #left: number

  constructor(text: string, values: number) {
    this.#text = text
    this.#left = values
  }

  document(depth: number): JsonValue {
    const value = this.#value(depth)
    this.#space()
    if (this.#at !== this.#text.length) throw new JsonRefusal('trailing')
    return value
  }

  #value(depth: number): JsonValue {
    this.#space()
    if (!(this.#left >= 1)) throw new JsonRefusal('values')
    this.#left -= 1
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
      if (this.#text[this.#at] !== '"') throw new JsonRefusal('member')
      const key = this.#string()
      if (key in members) throw new JsonRefusal('duplicate-member')
      if (!this.#next(':')) throw new JsonRefusal('member')
      members[key] = this.#value(depth)
    } while (this.#next(','))
    if (!this.#next('}')) throw new JsonRefusal('object')
    return members
  }

  #list(depth: number): readonly JsonValue[] {
    const elements: JsonValue[] = []
    this.#at += 1
    if (this.#next(']')) return elements
    do elements.push(this.#value(depth))
    while (this.#next(','))
    if (!this.#next(']')) throw new JsonRefusal('list')
    return elements
  }

  #string(): string {
    this.#at += 1
    let text = this.#run(PLAIN)
    // Half a character can only come by an escape: the decoder lets none through.
    if (this.#text[this.#at] === '\\') text = this.#escaped(text)
    if (this.#text[this.#at] !== '"') throw new JsonRefusal('string')
    this.#at += 1
    return text
  }

  #escaped(begun: string): string {
    let text = begun
    while (this.#text[this.#at] === '\\') {
      this.#at += 1
      text += this.#escape() + this.#run(PLAIN)
    }
    if (!text.isWellFormed()) throw new JsonRefusal('surrogate')
    return text
  }

  #escape(): string {
    const kind = this.#text[this.#at] ?? ''
    this.#at += 1
    if (kind === 'u') {
      const digits = this.#run(HEX)
      if (digits === '') throw new JsonRefusal('escape')
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    const character = ESCAPES.get(kind)
    if (character === undefined) throw new JsonRefusal('escape')
    return character
  }

  #number(): number {
    const digits = this.#run(NUMBER)
    const value = Number(digits)
    if (digits === '' || !Number.isFinite(value)) throw new JsonRefusal('number')
    return value
  }

  #word<T extends boolean | null>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw new JsonRefusal('word')
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
