const STANDARD = /^[A-Za-z0-9+/]*={0,2}$/
const URL_SAFE = /^[A-Za-z0-9_-]*={0,2}$/

/**
 * Decodes base64 strictly (C72): one alphabet a string, standard or URL-safe as DSSE allows, padded, no other characters, no loose bits.
 * Undefined for anything else, because two spellings of one signature would be two pieces of evidence.
 */
export function decodeBase64(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || text.length % 4 !== 0) return undefined
  const encoding = STANDARD.test(text) ? 'base64' : URL_SAFE.test(text) ? 'base64url' : undefined
  if (encoding === undefined) return undefined
  const bytes = Buffer.from(text, encoding)
  // Re-encoding must give the same text: otherwise the last character carried bits that decoding dropped.
  return bytes.toString(encoding).replaceAll('=', '') === text.replaceAll('=', '') ? bytes : undefined
}
