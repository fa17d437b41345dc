/** What this file throws to itself. It leaves this file only as `undefined`. */
class DerRefusal extends Error {}

/** One element: `content` without its header, `whole` with it. Both are views of the input, never re-encoded. */
export interface DerElement {
  readonly tag: number
  readonly content: Uint8Array
  readonly whole: Uint8Array
}

const MAX_DEPTH = 24

/**
 * Reads DER (X.690 clause 10) strictly: single-byte tags, minimal definite lengths, everything consumed, bounded depth (C59).
 * Undefined for anything else.
 */
export function decodeDer<T>(bytes: Uint8Array, read: (reader: DerReader) => T): T | undefined {
  try {
    return readAll(new DerReader(bytes, 0), read)
  } catch (error) {
    if (error instanceof DerRefusal) return undefined
    throw error
  }
}

/** Says that the bytes are not the DER that was asked for. For readers inside `decodeDer` only. */
export function refuseDer(): never {
  throw new DerRefusal()
}

function readAll<T>(reader: DerReader, read: (reader: DerReader) => T): T {
  const value = read(reader)
  if (reader.more()) refuseDer()
  return value
}

/** A cursor over a list of elements. Each element is walked once. */
export class DerReader {
  readonly #bytes: Uint8Array
  readonly #depth: number
  #at = 0

  constructor(bytes: Uint8Array, depth: number) {
    if (depth > MAX_DEPTH) refuseDer()
    this.#bytes = bytes
    this.#depth = depth
  }

  more(): boolean {
    return this.#at < this.#bytes.length
  }

  /** Whether the next element has this tag. */
  next(tag: number): boolean {
    return this.#bytes[this.#at] === tag
  }

  /** The next element, which must have this tag. */
  element(tag: number): DerElement {
    if (!this.next(tag)) refuseDer()
    return this.any()
  }

  any(): DerElement {
    const start = this.#at
    const tag = this.#byte()
    // X.690 8.1.2.4: tags of several bytes. Nothing that we read has one.
    if ((tag & 0x1f) === 0x1f) refuseDer()
    const length = this.#length()
    const end = this.#at + length
    if (!(end <= this.#bytes.length)) refuseDer()
    const content = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return { tag, content, whole: this.#bytes.subarray(start, end) }
  }

  /** Reads the inside of the next element, all of it. */
  inside<T>(tag: number, read: (reader: DerReader, element: DerElement) => T): T {
    const element = this.element(tag)
    return readAll(new DerReader(element.content, this.#depth + 1), (reader) => read(reader, element))
  }

  /** Reads each element of a SEQUENCE OF or SET OF. */
  list<T>(tag: number, read: (reader: DerReader) => T): T[] {
    return this.inside(tag, (reader) => reader.rest(read))
  }

  rest<T>(read: (reader: DerReader) => T): T[] {
    const values: T[] = []
    while (this.more()) values.push(read(this))
    return values
  }

  #byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) return refuseDer()
    this.#at += 1
    return byte
  }

  // X.690 10.1: definite form, fewest octets. 0x80 (indefinite) counts zero octets and is refused with the rest.
  #length(): number {
    const first = this.#byte()
    if (first < 0x80) return first
    const count = first & 0x7f
    if (!(count >= 1 && count <= 4)) refuseDer()
    let length = 0
    for (let read = 0; read < count; read += 1) length = length * 256 + this.#byte()
    const fewest = length < 0x80 ? 0 : Math.ceil(Math.log2(length + 1) / 8)
    return count === fewest ? length : refuseDer()
  }
}
