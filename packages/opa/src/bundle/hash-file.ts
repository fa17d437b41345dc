import { createHash } from 'node:crypto'
import { isStructured } from './file-name.ts'
import { readStrictJson, type WrittenJson, WrittenNumber } from './strict-json.ts'

/** By the names that OPA has for them. It knows weaker ones; a signature by those is none. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
])

/** Hex of the hash of a file as OPA computes it; undefined for another algorithm, and for structured files that are no strict JSON. */
export function hashFile(name: string, content: Uint8Array, algorithm: string): string | undefined {
  const hash = HASHES.get(algorithm)
  const hashed = isStructured(name) ? hashedJson(content) : content
  return hash === undefined || hashed === undefined ? undefined : createHash(hash).update(hashed).digest('hex')
}

function hashedJson(content: Uint8Array): string | undefined {
  const json = readStrictJson(content)
  return json === undefined ? undefined : canonicalWalk(json.written)
}

/**
 * What OPA hashes of a JSON value (opa v1/bundle/hash.go): no white space, members in the order of the bytes of their names, numbers as they are
 * written, strings as Go writes them.
 */
export function canonicalWalk(value: WrittenJson): string {
  if (typeof value === 'string') return goString(value)
  if (value instanceof WrittenNumber) return value.text
  if (value === null || typeof value === 'boolean') return String(value)
  if (isList(value)) return `[${value.map(canonicalWalk).join(',')}]`
  const members = Object.entries(value).sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
  return `{${members.map(([key, each]) => `${goString(key)}:${canonicalWalk(each)}`).join(',')}}`
}

function isList(value: WrittenJson): value is readonly WrittenJson[] {
  return Array.isArray(value)
}

/** Go escapes two more characters than JavaScript: they end lines in some languages. */
function goString(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}
