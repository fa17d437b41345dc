import { type Unanswered, unanswered } from '../answer-codes.ts'

/** Where an element of the format takes its bytes from: the input, or `offset` bytes back in what is already there. */
interface Element {
  readonly from: number | undefined
  readonly offset: number
  readonly size: number
  /** Where the next element begins. */
  readonly next: number
}

/**
 * Decompresses Snappy's block format. No more than `limit` bytes come out: what the block says of its length is checked before there is room for it,
 * and is then exactly what must come (C63). Unanswered: `over-budget`, or `content-invalid` for what is no such block.
 */
export function unsnappy(input: Uint8Array, limit: number): Uint8Array | Unanswered {
  const declared = declaredSize(input)
  if (declared === undefined) return unanswered('content-invalid')
  if (!(declared.size <= limit)) return unanswered('over-budget')
  const output = new Uint8Array(declared.size)
  return fills(input, declared.next, output) ? output : unanswered('content-invalid')
}

/** The length in front of a block: at most five bytes, seven bits in each, the lowest first. */
function declaredSize(input: Uint8Array): { readonly size: number; readonly next: number } | undefined {
  let size = 0
  for (let at = 0; at < 5; at += 1) {
    const byte = input[at]
    if (byte === undefined) return undefined
    size += (byte & 0x7f) * 2 ** (7 * at)
    if (byte < 0x80) return size < 2 ** 32 ? { size, next: at + 1 } : undefined
  }
  return undefined
}

/** Whether the elements are whole and fill the output to its last byte, and not one more. */
function fills(input: Uint8Array, begin: number, output: Uint8Array): boolean {
  let filled = 0
  for (let at = begin; at < input.length; ) {
    const element = elementAt(input, at)
    if (element === undefined || !isWithin(element, filled, output.length)) return false
    put(element, input, output, filled)
    filled += element.size
    at = element.next
  }
  return filled === output.length
}

/** Whether there is room for it, and whether what it copies is there. */
function isWithin({ from, offset, size }: Element, filled: number, room: number): boolean {
  return filled + size <= room && (from !== undefined || (offset >= 1 && offset <= filled))
}

/** A copy goes byte by byte: it may overlap what it writes. */
function put({ from, offset, size }: Element, input: Uint8Array, output: Uint8Array, filled: number): void {
  if (from !== undefined) output.set(input.subarray(from, from + size), filled)
  else for (let to = filled; to < filled + size; to += 1) output[to] = output[to - offset] ?? 0
}

function elementAt(input: Uint8Array, at: number): Element | undefined {
  const tag = input[at] ?? 0
  const kind = tag & 3
  if (kind === 0) return literalAt(input, at, tag >>> 2)
  // A copy of up to eleven bytes has three bits of its offset beside its length.
  const bytes = [0, 1, 2, 4][kind] ?? 0
  const low = littleEndian(input, at + 1, bytes)
  if (low === undefined) return undefined
  const isShort = kind === 1
  const offset = isShort ? (tag >>> 5) * 256 + low : low
  return { from: undefined, offset, size: isShort ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1, next: at + 1 + bytes }
}

/** Up to 60 bytes have their length in the tag; of more it is in the one to four bytes behind it. */
function literalAt(input: Uint8Array, at: number, length: number): Element | undefined {
  const bytes = Math.max(0, length - 59)
  const written = bytes === 0 ? length : littleEndian(input, at + 1, bytes)
  if (written === undefined) return undefined
  const from = at + 1 + bytes
  const next = from + written + 1
  return next <= input.length ? { from, offset: 0, size: written + 1, next } : undefined
}

/** No bit is shifted: thirty-two of them would be a negative number. */
function littleEndian(input: Uint8Array, at: number, bytes: number): number | undefined {
  if (at + bytes > input.length) return undefined
  return input.subarray(at, at + bytes).reduce((sum, byte, index) => sum + byte * 2 ** (8 * index), 0)
}
