const URL_SAFE = /^[A-Za-z0-9_-]*={0,2}$/
const LARGE = 1_048_576

/**
 * Decodes base64 strictly (C72): one alphabet a string, standard or URL-safe as DSSE allows, padded, no other characters, no loose bits.
 * Undefined for anything else, because two spellings of one signature would be two pieces of evidence.
 */
export function decodeBase64(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || text.length % 4 !== 0) return undefined
  // Node decodes whatever it is given. Only the one right spelling comes back when the bytes are encoded again.
  const bytes = Buffer.from(text, 'base64')
  const isSpelt = text.length > LARGE ? isLargeSpelling(bytes, text) : bytes.toString('base64') === text
  return isSpelt ? bytes : decodeUrlSafe(text)
}

/**
 * The same question without writing a long text a second time. Every character that Node passes over is missing in the length, the two of the other alphabet
 * are looked for, and what the last characters lose is seen when they alone are encoded again.
 */
function isLargeSpelling(bytes: Buffer, text: string): boolean {
  // A character of two bytes is one of ASCII to Node, by its lower byte.
  if (Buffer.byteLength(text) !== text.length) return false
  const padding = text.endsWith('==') ? 2 : Number(text.endsWith('='))
  if (bytes.length !== (text.length / 4) * 3 - padding || text.includes('-') || text.includes('_')) return false
  return text.endsWith(bytes.toString('base64', bytes.length - (3 - padding)))
}

function decodeUrlSafe(text: string): Uint8Array | undefined {
  if (!URL_SAFE.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text.replace(/=+$/, '') ? bytes : undefined
}
