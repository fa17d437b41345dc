// ITU-T X.690, distinguished encoding: only what certificates, SCT lists and RFC 3161 tokens need. It writes, it never reads.

const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  printable: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
}

export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOctets(content.length), content])
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Buffer.from([length])
  const bytes = bigEndian(BigInt(length))
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

function bigEndian(value: bigint): Uint8Array {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => tlv(TAG.sequence, ...parts)

/** SET OF: X.690 11.6 wants the members in the order of their encodings. */
export const setOf = (...parts: readonly Uint8Array[]): Uint8Array =>
  tlv(TAG.set, ...[...parts].sort((a, b) => Buffer.compare(a, b)))

/** A non-negative INTEGER, from a number or from big-endian bytes. */
export function integer(value: number | bigint | Uint8Array): Uint8Array {
  const bytes = bigEndian(
    value instanceof Uint8Array ? BigInt(`0x${Buffer.from(value).toString('hex')}`) : BigInt(value),
  )
  // The top bit is the sign: a leading zero keeps the number positive.
  return (bytes[0] ?? 0) < 0x80 ? tlv(TAG.integer, bytes) : tlv(TAG.integer, Buffer.from([0]), bytes)
}

export const yes: Uint8Array = tlv(TAG.boolean, Buffer.from([0xff]))
export const octetString = (...parts: readonly Uint8Array[]): Uint8Array => tlv(TAG.octetString, ...parts)
export const utf8String = (text: string | Uint8Array): Uint8Array => tlv(TAG.utf8, Buffer.from(text))
export const printableString = (text: string): Uint8Array => tlv(TAG.printable, Buffer.from(text, 'latin1'))

export const bitString = (bytes: Uint8Array, unusedBits: number = 0): Uint8Array =>
  tlv(TAG.bitString, Buffer.from([unusedBits]), bytes)

/** `[number] EXPLICIT` or a constructed `[number] IMPLICIT`: the same bytes. */
export const constructed = (number: number, ...parts: readonly Uint8Array[]): Uint8Array => tlv(0xa0 | number, ...parts)

/** A primitive `[number] IMPLICIT`. */
export const primitive = (number: number, bytes: Uint8Array): Uint8Array => tlv(0x80 | number, bytes)

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tlv(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(arc: number): number[] {
  const octets = [arc & 0x7f]
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) octets.unshift(0x80 | (left & 0x7f))
  return octets
}

/** RFC 5280 4.1.2.5: UTCTime up to 2049, GeneralizedTime from 2050. */
export function certificateTime(epochSeconds: number): Uint8Array {
  const text = compactTime(epochSeconds)
  return text < '2050' ? tlv(TAG.utcTime, Buffer.from(text.slice(2))) : tlv(TAG.generalizedTime, Buffer.from(text))
}

/** Whole seconds: DER drops the trailing zeros of fractions, which some readers of RFC 3161 tokens do not expect. */
export const generalizedTime = (epochSeconds: number): Uint8Array =>
  tlv(TAG.generalizedTime, Buffer.from(compactTime(epochSeconds)))

export const utcTime = (epochSeconds: number): Uint8Array =>
  tlv(TAG.utcTime, Buffer.from(compactTime(epochSeconds).slice(2)))

const compactTime = (epochSeconds: number): string =>
  new Date(epochSeconds * 1000).toISOString().replace(/[-:T]|\.\d+/g, '')
