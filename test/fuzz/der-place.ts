const CONSTRUCTED = 0x20

/**
 * The element of a DER structure that a byte belongs to, as the numbers of the children on the way: `1.1.0.0`. The header of an element
 * belongs to it, its contents to its children where it has some. Written for well-formed DER of less than 64 KiB.
 */
export function derPlace(der: Uint8Array, at: number): string {
  return descend(der, 0, at).join('.')
}

function descend(der: Uint8Array, start: number, at: number): readonly number[] {
  const { content, end } = element(der, start)
  const constructed = ((der[start] ?? 0) & CONSTRUCTED) !== 0
  if (!constructed || at < content) return []
  let child = content
  for (let index = 0; child < end; index += 1) {
    const next = element(der, child).end
    if (at < next) return [index, ...descend(der, child, at)]
    child = next
  }
  return []
}

function element(der: Uint8Array, start: number): { readonly content: number; readonly end: number } {
  const first = der[start + 1] ?? 0
  const octets = first < 0x80 ? 0 : first & 0x7f
  const content = start + 2 + octets
  const length = octets === 0 ? first : [...der.subarray(start + 2, content)].reduce((sum, byte) => sum * 256 + byte, 0)
  return { content, end: content + length }
}
