const MAX_PLACES = 100_000
/** Newlines, comma, colon, hyphen, question mark, brackets and braces: every value of YAML but the first has one of them beside it. */
const MARKS: ReadonlySet<number> = new Set(Array.from('\n\r,:-?[]{}', (mark) => mark.charCodeAt(0)))

/**
 * Whether bytes have more values of YAML than are read. The reader takes more than a kilobyte of memory for each, so that a few
 * megabytes of commas became gigabytes; text in base64 costs nothing. Lists of hundreds of objects are within it; what is larger is written as JSON.
 */
export function isTooMuchYaml(bytes: Uint8Array): boolean {
  let places = 0
  for (const byte of bytes) {
    if (MARKS.has(byte)) places += 1
    if (places > MAX_PLACES) return true
  }
  return false
}
