import { crc32, inflateRawSync } from 'node:zlib'

/** Bytes of an archive as it is sent. */
export const MAX_PACKED = 8_388_608
const MAX_UNPACKED = 33_554_432

const HEADER = 10
const TRAILER = 8

/**
 * The content of exactly one gzip member (RFC 1952) without name, comment or extra field: what OPA writes. `gunzipSync` would take several
 * members, and leave out whatever follows the last: OPA and we could then read two archives in one file. Undefined for anything else.
 */
export function unpackGzip(bytes: Uint8Array): Uint8Array | undefined {
  if (!(bytes.length <= MAX_PACKED && bytes.length >= HEADER + TRAILER)) return undefined
  // ID1, ID2, CM = deflate, FLG = 0.
  if (!(bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8 && bytes[3] === 0)) return undefined
  const inflated = inflate(bytes.subarray(HEADER))
  const end = HEADER + (inflated?.consumed ?? Number.NaN)
  if (inflated === undefined || bytes.length !== end + TRAILER) return undefined
  const trailer = Buffer.from(bytes.subarray(end))
  const { content } = inflated
  const whole = trailer.readUInt32LE(0) === crc32(content) && trailer.readUInt32LE(4) === content.length
  return whole ? content : undefined
}

interface Inflated {
  readonly content: Uint8Array
  /** Bytes that the deflate stream took. */
  readonly consumed: number
}

function inflate(bytes: Uint8Array): Inflated | undefined {
  try {
    // Stops at the bound: a few kilobytes could be gigabytes. `info` tells how much of the input the stream was.
    const result: unknown = inflateRawSync(bytes, { maxOutputLength: MAX_UNPACKED, info: true })
    return isInflated(result) ? { content: result.buffer, consumed: result.engine.bytesWritten } : undefined
  } catch {
    return undefined
  }
}

function isInflated(
  value: unknown,
): value is { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } } {
  return typeof value === 'object' && value !== null && 'buffer' in value && 'engine' in value
}

const STORED = 65_535

/**
 * One gzip member of stored blocks (RFC 1951 3.2.4). Not compressed: what a compressor writes depends on its version and on the machine, and a
 * bundle is the same bytes wherever it is made.
 */
export function packGzip(content: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(content.length / STORED))
  const parts: Uint8Array[] = [Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff)]
  for (let block = 0; block < blocks; block += 1) {
    const part = content.subarray(block * STORED, (block + 1) * STORED)
    const head = Buffer.alloc(5)
    head[0] = block === blocks - 1 ? 1 : 0
    head.writeUInt16LE(part.length, 1)
    head.writeUInt16LE(0xffff - part.length, 3)
    parts.push(head, part)
  }
  const trailer = Buffer.alloc(TRAILER)
  trailer.writeUInt32LE(crc32(content), 0)
  trailer.writeUInt32LE(content.length, 4)
  return Buffer.concat([...parts, trailer])
}
