import { TEKTON_MARK } from './tekton-objects.ts'

const MAX_PLACES = 100_000
/** Newlines, comma, colon, hyphen, question mark, brackets and braces: every value of YAML but the first has one of them beside it. */
const MARKS: ReadonlySet<number> = new Set(Array.from('\n\r,:-?[]{}', (mark) => mark.charCodeAt(0)))
/** Lists within lists, keys that are keys of keys: a kilobyte of them took minutes, or the stack. No cluster writes any. */
const NESTED = /(?:[?-]\s+){16}/

/**
 * Whether a file that would be read as YAML has more values than are read. The reader takes more than a kilobyte of memory for each, so that a few
 * megabytes of commas became gigabytes; text in base64 costs nothing. Lists of hundreds of objects are within it; what is larger is written as JSON.
 */
export function isTooMuchYaml(name: string, bytes: Uint8Array): boolean {
  if (!/\.ya?ml$/.test(name)) return false
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (!text.includes(TEKTON_MARK)) return false
  if (NESTED.test(text.toString('latin1'))) return true
  let places = 0
  for (const byte of bytes) {
    if (MARKS.has(byte)) places += 1
    if (places > MAX_PLACES) return true
  }
  return false
}
