/** A value that JSON can carry. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/**
 * Canonical JSON, RFC 8785: members sorted by UTF-16 code units, no white space, ECMAScript numbers.
 * Throws a RangeError for what RFC 8785 refuses: numbers that are not finite, strings that are not well-formed.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') return number(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  // toJSON is never called: only own enumerable members exist here (C70).
  const members = Object.keys(value).sort()
  return `{${members.map((key) => `${text(key)}:${member(value, key)}`).join(',')}}`
}

/** The bytes that are hashed and signed: UTF-8 of `canonicalJson`. */
export function canonicalBytes(value: JsonValue): Uint8Array {
  return encodeUtf8(canonicalJson(value))
}

function member(object: { readonly [key: string]: JsonValue }, key: string): string {
  const value = object[key]
  if (value === undefined) throw new RangeError('canonical JSON has no undefined')
  return canonicalJson(value)
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new RangeError('canonical JSON has no lone surrogates')
  return JSON.stringify(value)
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('canonical JSON has no such number')
  return JSON.stringify(value)
}

/** UTF-8 of a well-formed string. By hand, because this package has no platform: it also runs inside Wasm. */
export function encodeUtf8(value: string): Uint8Array {
  const bytes: number[] = []
  for (const character of value) {
    const point = character.codePointAt(0) ?? 0
    if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63))
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63))
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63))
  }
  return Uint8Array.from(bytes)
}
