import { type DerReader, refuseDer } from './der-reader.ts'

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** The bytes of an INTEGER, two's complement, fewest octets (X.690 8.3.2). */
export function readInteger(reader: DerReader): Uint8Array {
  const { content } = reader.element(TAG.integer)
  const [first, second] = content
  if (first === undefined) return refuseDer()
  const padded = second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
  return padded ? refuseDer() : content
}

/** An INTEGER from 0 to 2^31-1. */
export function readSmallInteger(reader: DerReader): number {
  const content = readInteger(reader)
  if (content.length > 4 || (content[0] ?? 0x80) >= 0x80) return refuseDer()
  return content.reduce((value, byte) => value * 256 + byte, 0)
}

/** X.690 11.1: true is all ones. */
export function readBoolean(reader: DerReader): boolean {
  const { content } = reader.element(TAG.boolean)
  if (content.length !== 1 || (content[0] !== 0x00 && content[0] !== 0xff)) return refuseDer()
  return content[0] === 0xff
}

const MAX_OID_BYTES = 64
const MAX_ARC = 0x7fff_ffff

/** An OBJECT IDENTIFIER in dots. Arcs are bounded and not padded: two spellings of one name would be two names (C59). */
export function readOid(reader: DerReader): string {
  const { content } = reader.element(TAG.oid)
  if (content.length === 0 || content.length > MAX_OID_BYTES) return refuseDer()
  let dotted = ''
  let arc = 0
  let fresh = true
  for (const byte of content) {
    if (fresh && byte === 0x80) return refuseDer()
    arc = arc * 128 + (byte & 0x7f)
    if (arc > MAX_ARC) return refuseDer()
    fresh = byte < 0x80
    if (fresh) {
      dotted = withArc(dotted, arc)
      arc = 0
    }
  }
  return fresh ? dotted : refuseDer()
}

function withArc(dotted: string, arc: number): string {
  if (dotted !== '') return `${dotted}.${arc}`
  // X.690 8.19.4: the first number holds two arcs, of which the first is 0, 1 or 2.
  const root = Math.min(2, Math.floor(arc / 40))
  return `${root}.${arc - root * 40}`
}

/** A BIT STRING of whole octets, as keys and signatures are. */
export function readOctets(reader: DerReader): Uint8Array {
  const { content } = reader.element(TAG.bitString)
  return content[0] === 0 ? content.subarray(1) : refuseDer()
}

/** A BIT STRING of at most 16 named bits (X.690 11.2: no trailing zero bits), bit 0 first. */
export function readNamedBits(reader: DerReader): readonly boolean[] {
  const { content } = reader.element(TAG.bitString)
  const [unused = 8, ...octets] = content
  const last = octets.at(-1) ?? 0
  if (unused > 7 || octets.length > 2 || (octets.length === 0 ? unused !== 0 : ((last >> unused) & 1) !== 1)) {
    return refuseDer()
  }
  if ((last & ((1 << unused) - 1)) !== 0) return refuseDer()
  return octets.flatMap((octet) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => ((octet >> bit) & 1) === 1))
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** UTF-8 text of a string's content. What is not UTF-8 does not come back as the same bytes, and is refused. */
export function readUtf8(content: Uint8Array): string {
  const text = utf8.decode(content)
  return Buffer.from(text, 'utf8').equals(content) ? text : refuseDer()
}
