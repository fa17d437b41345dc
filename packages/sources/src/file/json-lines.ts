const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d

/** The lines of a JSON Lines collection, empty ones left out (in-toto bundle specification). A bad line is one piece of evidence that is turned down (C73). */
export function* jsonLines(bytes: Uint8Array): Generator<{ readonly line: number; readonly bytes: Uint8Array }> {
  let start = 0
  for (let line = 1; start <= bytes.length; line += 1) {
    const found = bytes.indexOf(NEWLINE, start)
    const end = found < 0 ? bytes.length : found
    const content = bytes.subarray(start, bytes[end - 1] === CARRIAGE_RETURN && end > start ? end - 1 : end)
    if (content.length > 0) yield { line, bytes: content }
    start = end + 1
  }
}
