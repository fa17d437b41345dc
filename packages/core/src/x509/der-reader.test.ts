import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { derElement, derHeader } from './der-header.ts'
import { type DerReader, decodeDer } from './der-reader.ts'
import { readGeneralizedTime, readTime } from './der-time.ts'
import {
  readBoolean,
  readInteger,
  readNamedBits,
  readOctets,
  readOid,
  readSmallInteger,
  readUtf8,
} from './der-values.ts'

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex')
const read = <T>(hex: string, reader: (reader: DerReader) => T): T | undefined => decodeDer(bytes(hex), reader)

describe('decodeDer', () => {
  const any = (reader: DerReader): number => reader.any().content.length
  it.each([
    ['a short length', '04 01 00', 1],
    ['an indefinite length', '30 80 00 00', undefined],
    ['a long form for a short length', `04 81 01 00`, undefined],
    ['a padded long form', `04 82 00 80 ${'00'.repeat(128)}`, undefined],
    ['a long form', `04 81 80 ${'00'.repeat(128)}`, 128],
    ['a length beyond the end', '04 02 00', undefined],
    ['a length of four octets beyond the end', '04 84 ff ff ff ff', undefined],
    ['a length of five octets', '04 85 01 00 00 00 00', undefined],
    ['a tag of several bytes', '1f 81 01 00', undefined],
    ['a byte after the end', '04 01 00 00', undefined],
    ['nothing', '', undefined],
    ['a tag alone', '04', undefined],
  ])('answers %s', (_, hex, expected) => {
    expect(read(hex, any)).toBe(expected)
  })

  it('refuses what is left over inside', () => {
    expect(read('30 03 02 01 01', (reader) => reader.inside(0x30, readSmallInteger))).toBe(1)
    expect(read('30 05 02 01 01 05 00', (reader) => reader.inside(0x30, readSmallInteger))).toBeUndefined()
  })

  it('refuses depth beyond its bound, without recursing further', () => {
    const nested = (depth: number): Uint8Array => (depth === 0 ? bytes('0500') : derElement(0x30, nested(depth - 1)))
    const descend = (reader: DerReader): number => (reader.next(0x30) ? reader.inside(0x30, descend) + 1 : any(reader))
    expect(decodeDer(nested(20), descend)).toBe(20)
    expect(decodeDer(nested(30), descend)).toBeUndefined()
  })

  it('reads back every header that it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70_000 }), (length) => {
        const element = Buffer.concat([derHeader(0x04, length), Buffer.alloc(length)])
        expect(decodeDer(element, any)).toBe(length)
      }),
    )
  })

  it('lets what is not a refusal through: a defect is no verdict', () => {
    const defect = (): never => {
      throw new TypeError('defect')
    }
    expect(() => decodeDer(bytes('0500'), defect)).toThrow(TypeError)
  })
})

describe('values', () => {
  it.each([
    ['02 01 00', '00'],
    ['02 02 00 80', '0080'],
    ['02 02 00 7f', undefined],
    ['02 02 ff 80', undefined],
    ['02 00', undefined],
  ])('reads INTEGER %s as %s', (hex, expected) => {
    const value = read(hex, readInteger)
    expect(value && Buffer.from(value).toString('hex')).toBe(expected)
  })

  it.each([
    ['02 01 81', undefined],
    ['02 04 7f ff ff ff', 0x7fff_ffff],
    ['02 05 00 ff ff ff ff', undefined],
  ])('reads small INTEGER %s as %s', (hex, expected) => {
    expect(read(hex, readSmallInteger)).toBe(expected)
  })

  it.each([
    ['01 01 ff', true],
    ['01 01 00', false],
    ['01 01 01', undefined],
    ['01 00', undefined],
  ])('reads BOOLEAN %s as %s', (hex, expected) => {
    expect(read(hex, readBoolean)).toBe(expected)
  })

  it.each([
    ['06 03 55 1d 11', '2.5.29.17'],
    ['06 0a 2b 06 01 04 01 83 bf 30 01 08', '1.3.6.1.4.1.57264.1.8'],
    ['06 0b 2b 06 01 04 01 83 bf 30 01 80 08', undefined],
    ['06 02 2b 86', undefined],
    ['06 00', undefined],
    ['06 07 2b ff ff ff ff ff 7f', undefined],
    [`06 41 ${'01'.repeat(65)}`, undefined],
  ])('reads OID %s as %s', (hex, expected) => {
    expect(read(hex, readOid)).toBe(expected)
  })

  it.each([
    ['03 02 00 aa', 'aa'],
    ['03 02 01 aa', undefined],
    ['03 00', undefined],
  ])('reads octets of BIT STRING %s as %s', (hex, expected) => {
    const value = read(hex, readOctets)
    expect(value && Buffer.from(value).toString('hex')).toBe(expected)
  })

  it.each([
    ['03 02 07 80', [0]],
    ['03 02 01 06', [5, 6]],
    ['03 01 00', []],
    ['03 02 06 80', undefined],
    ['03 02 07 81', undefined],
    ['03 02 08 80', undefined],
    ['03 02 00 00', undefined],
  ])('reads named bits of %s as %j', (hex, expected) => {
    const bits = read(hex, readNamedBits)
    expect(bits?.flatMap((bit, index) => (bit ? [index] : []))).toEqual(expected)
  })

  it('refuses text that is not UTF-8', () => {
    expect(read('0c 02 c3 a9', (reader) => readUtf8(reader.any().content))).toBe('\u00e9')
    expect(read('0c 01 e9', (reader) => readUtf8(reader.any().content))).toBeUndefined()
    expect(read('0c 02 c0 80', (reader) => readUtf8(reader.any().content))).toBeUndefined()
  })
})

describe('times', () => {
  const time = (tag: number, text: string): Uint8Array => derElement(tag, Buffer.from(text))

  it.each([
    [0x17, '260101000000Z', 1_767_225_600],
    [0x17, '500101000000Z', undefined],
    [0x17, '2601010000Z', undefined],
    [0x17, '260230000000Z', undefined],
    [0x17, '260101000000+0000', undefined],
    [0x18, '20260101000000Z', 1_767_225_600],
    [0x18, '20260101000000.5Z', undefined],
    [0x18, '20260101000060Z', undefined],
  ])('reads Time %i %s as %s', (tag, text, expected) => {
    expect(decodeDer(time(tag, text), readTime)).toBe(expected)
  })

  it.each([
    ['20260101000000Z', 1_767_225_600],
    ['20260101000000.5Z', 1_767_225_600],
    ['20260101000000.12Z', 1_767_225_600],
    ['20260101000000.999Z', 1_767_225_600],
    ['20260101000000.50Z', undefined],
    ['20260101000000.Z', undefined],
    ['20260101000000.5', undefined],
    ['20260101000000,5Z', undefined],
  ])('reads genTime %s as %s', (text, expected) => {
    expect(decodeDer(time(0x18, text), (reader) => readGeneralizedTime(reader, true))).toBe(expected)
  })
})
