import { isRecord, type JsonValue } from '@pawl/document'

/** A number as it is written: OPA hashes the text of it. */
export class WrittenNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** JSON whose numbers are as written. Objects are what `JSON.parse` makes. */
export type WrittenJson =
  | string
  | boolean
  | null
  | WrittenNumber
  | readonly WrittenJson[]
  | { readonly [key: string]: WrittenJson }

/** One text, read twice: for whoever computes with it, and for whoever hashes it. */
export interface StrictJson {
  readonly value: JsonValue
  readonly written: WrittenJson
}

const MAX_DEPTH = 64
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads JSON (RFC 8259) that OPA and JavaScript read alike: UTF-8 without a byte order mark, no member twice (Go keeps the last, others the
 * first), at most 64 deep, well-formed strings, numbers that a double holds. Undefined for anything else.
 */
export function readStrictJson(bytes: Uint8Array): StrictJson | undefined {
  try {
    const text = decoder.decode(bytes)
    const value: JsonValue = JSON.parse(text)
    const shape = shapeOf(text)
    // What was lost between text and value is a member that stood there twice.
    if (!(shape.depth <= MAX_DEPTH && shape.members === membersOf(value))) return undefined
    const written: WrittenJson = JSON.parse(text, asWritten)
    return isSound(written) ? { value, written } : undefined
  } catch {
    return undefined
  }
}

/** The reviver gets the source text of numbers (ECMAScript 2026, "JSON.parse source text access"). */
function asWritten(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? new WrittenNumber(context?.source ?? '') : value
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ['{', 1],
  ['[', 1],
  ['}', -1],
  [']', -1],
])

/** Of text that is JSON: members are counted by their colons. */
function shapeOf(text: string): { readonly depth: number; readonly members: number } {
  let depth = 0
  let deepest = 0
  let members = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '"') at = endOfString(text, at + 1)
    if (character === ':') members += 1
    depth += STEPS.get(character) ?? 0
    deepest = Math.max(deepest, depth)
  }
  return { depth: deepest, members }
}

/** Where the closing quote is. */
function endOfString(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1
  return at
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inside = Object.values(value)
  const own = isRecord(value) ? inside.length : 0
  return inside.reduce((total: number, each) => total + membersOf(each), own)
}

function isSound(value: WrittenJson): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (value instanceof WrittenNumber) return isExact(value.text)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, each]) => key.isWellFormed() && isSound(each))
}

const SMALLEST = 2.2250738585072014e-308

/** At most 15 significant digits come back out of a double as they went in; integers do up to 2^53 - 1. */
function isExact(text: string): boolean {
  const value = Number(text)
  if (Number.isSafeInteger(value) && /^-?\d+$/.test(text)) return true
  const [mantissa = ''] = text.split(/[eE]/)
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+/, '')
  if (digits === '') return true
  return digits.length <= 15 && Number.isFinite(value) && Math.abs(value) >= SMALLEST
}
