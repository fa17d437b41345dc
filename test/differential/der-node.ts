/** An element of a DER structure, to be changed and written again. */
export interface DerNode {
  tag: number
  content: Buffer
  /** Of a constructed element; its content is then theirs. */
  children?: DerNode[] | undefined
  longLength?: boolean
}

const CONSTRUCTED = 0x20

/** Bytes that are exactly one well-formed element of less than 64 KiB; undefined for anything else. */
export function readDer(bytes: Uint8Array): DerNode | undefined {
  const list = readAll(Buffer.from(bytes))
  return list?.length === 1 && ((list[0]?.tag ?? 0) & CONSTRUCTED) !== 0 ? list[0] : undefined
}

function readAll(bytes: Buffer): DerNode[] | undefined {
  const nodes: DerNode[] = []
  for (let at = 0; at < bytes.length; ) {
    const header = headerAt(bytes, at)
    if (header === undefined) return undefined
    const content = bytes.subarray(header.from, header.end)
    const tag = bytes[at] ?? 0
    const children = (tag & CONSTRUCTED) === 0 ? undefined : readAll(content)
    if ((tag & CONSTRUCTED) !== 0 && children === undefined) return undefined
    nodes.push({ tag, content: Buffer.from(content), children })
    at = header.end
  }
  return nodes
}

function headerAt(bytes: Buffer, at: number): { readonly from: number; readonly end: number } | undefined {
  const first = bytes[at + 1] ?? 0xff
  const octets = first < 0x80 ? 0 : first & 0x7f
  if (octets > 2 || at + 2 + octets > bytes.length) return undefined
  const from = at + 2 + octets
  const length = octets === 0 ? first : bytes.readUIntBE(at + 2, octets)
  return from + length <= bytes.length ? { from, end: from + length } : undefined
}

export function encodeDer({ tag, content, children, longLength }: DerNode): Buffer {
  const inner = children === undefined ? content : Buffer.concat(children.map(encodeDer))
  return Buffer.concat([Buffer.of(tag), lengthOf(inner.length, longLength === true), inner])
}

function lengthOf(length: number, isLong: boolean): Buffer {
  if (length < 0x80 && !isLong) return Buffer.of(length)
  const short = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.from(isLong && length >= 0x80 ? [0x83, 0, length >> 8, length & 0xff] : short)
}
