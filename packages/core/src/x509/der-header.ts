/**
 * The DER header for a content of this length. Writing happens in two places only: the precertificate (RFC 6962 3.2) and the wrapper
 * of a PKCS#1 key. Nothing that was signed is written anew otherwise.
 */
export function derHeader(tag: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(tag, length)
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return Uint8Array.of(tag, 0x80 | octets.length, ...octets)
}

export function derElement(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, each) => sum + each.length, 0)
  return Buffer.concat([derHeader(tag, length), ...contents])
}
