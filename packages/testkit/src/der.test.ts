import { describe, expect, it } from 'vitest'
import { bitString, certificateTime, generalizedTime, integer, oid, sequence, setOf, tlv, utf8String } from './der.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe('der', () => {
  it.each([
    [0, '020100'],
    [127, '02017f'],
    [128, '02020080'],
    [256, '02020100'],
    [65_535, '020300ffff'],
  ])('writes an integer in the fewest bytes when it is %i', (value, expected) => {
    expect(hex(integer(value))).toBe(expected)
  })

  it('drops the leading zeros of an integer when it comes as bytes', () => {
    expect(hex(integer(Buffer.from('0000ff', 'hex')))).toBe('020200ff')
  })

  it.each([
    ['1.2.840.10045.4.3.3', '06082a8648ce3d040303'],
    ['2.16.840.1.101.3.4.2.1', '0609608648016503040201'],
    ['1.3.6.1.4.1.57264.1.8', '060a2b0601040183bf300108'],
  ])('writes an OID in base 128 when it is %s', (dotted, expected) => {
    expect(hex(oid(dotted))).toBe(expected)
  })

  it.each([
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
  ])('writes a length in the short form only when below 128: %i', (length, head) => {
    expect(hex(tlv(4, Buffer.alloc(length))).slice(0, head.length)).toBe(head)
  })

  it('orders a SET OF by the encodings when they come in another order', () => {
    expect(setOf(integer(2), integer(1))).toEqual(setOf(integer(1), integer(2)))
    expect(hex(sequence(integer(2), integer(1)))).toBe('3006020102020101')
  })

  it('writes times as UTCTime up to 2049 and in whole seconds', () => {
    expect(certificateTime(Date.UTC(2049, 11, 31, 23, 59, 59) / 1000).toString()).toBe('\x17\x0d491231235959Z')
    expect(certificateTime(Date.UTC(2050, 0, 1) / 1000).toString()).toBe('\x18\x0f20500101000000Z')
    expect(generalizedTime(0).toString()).toBe('\x18\x0f19700101000000Z')
  })

  it('writes text and bits when they are given', () => {
    expect(hex(utf8String('é'))).toBe('0c02c3a9')
    expect(hex(bitString(Buffer.from([0x80]), 7))).toBe('03020780')
  })
})
