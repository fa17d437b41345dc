const URL_SAFE = /^[A-Za-z0-9_-]*={0,2}$/

/**
 * Decodes base64 strictly (C72): one alphabet a string, standard or URL-safe as DSSE allows, padded, no other characters, no loose bits.
 * Undefined for anything else, because two spellings of one signature would be two pieces of evidence.
 */
export function decodeBase64(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || text.length % 4 !== 0) return undefined
  // Node decodes whatever it is given. Only the one right spelling comes back when the bytes are encoded again.
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : decodeUrlSafe(text)
}

function decodeUrlSafe(text: string): Uint8Array | undefined {
  if (!URL_SAFE.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text.replace(/=+$/, '') ? bytes : undefined
}
