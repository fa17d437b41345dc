import type { Random } from './prng.ts'
import { ODDITIES } from './vocabulary.ts'

/** A value of JSON that may be changed. */
export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function oddity(random: Random): Json {
  return structuredClone(random.pick(ODDITIES)) as Json
}

/** Sets an own member, `__proto__` included. */
export function setMember(object: JsonObject, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}
