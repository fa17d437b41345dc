import type { JsonValue } from '@pawl/document'
import { type JsonObject, JsonReader, JsonRefusal } from './json-reader.ts'

export type { JsonObject } from './json-reader.ts'

/** Text that is not strict JSON. `at` says which rule of ours it breaks. */
export interface InvalidJson {
  readonly outcome: 'invalid-json'
  readonly at: string
}

/** Values in evidence, members and elements and the whole: each costs memory, however few bytes it has. Four megabytes of `{},` take a thousand. */
const MAX_VALUES = 262_144
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads JSON (RFC 8259) strictly: fatal UTF-8, no byte order mark, no duplicate members (C68), depth at most 64 (C71), well-formed
 * strings, finite numbers, at most so many `values`, nothing after the value. What two parsers could read differently is refused.
 */
export const readJson = (bytes: Uint8Array, values: number = MAX_VALUES): JsonValue | InvalidJson =>
  readInside(bytes, 0, values)

/** The same for a value that stands `depth` objects and lists deep. */
export function readInside(bytes: Uint8Array, depth: number, values: number): JsonValue | InvalidJson {
  try {
    return new JsonReader(decoder.decode(bytes), values).document(depth)
  } catch (error) {
    // Whatever is thrown while reading bytes of others, a fatal decode included, is invalid JSON.
    return { outcome: 'invalid-json', at: error instanceof JsonRefusal ? error.message : 'utf-8' }
  }
}

/** The object that stands there. Undefined where there is no strict JSON, or another value. */
export function readJsonObject(bytes: Uint8Array): JsonObject | undefined {
  const value = readJson(bytes)
  return isInvalidJson(value) || !isJsonObject(value) ? undefined : value
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
