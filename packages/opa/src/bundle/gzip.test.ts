import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { packGzip, unpackGzip } from './gzip.ts'

const text = Buffer.from('one archive')
const packed = gzipSync(text)
const changed = (at: number, byte: number): Uint8Array => {
  const bytes = Buffer.from(packed)
  bytes[at < 0 ? bytes.length + at : at] = byte
  return bytes
}

describe('unpackGzip', () => {
  it('gives the content of one member', () => {
    expect(unpackGzip(packed)).toEqual(text)
  })

  it.each([
    ['a second member', Buffer.concat([packed, packed])],
    ['trailing data', Buffer.concat([packed, Buffer.from('x')])],
    ['trailing zeros', Buffer.concat([packed, Buffer.alloc(512)])],
    ['a member cut off', packed.subarray(0, -1)],
    ['a member cut off in its content', packed.subarray(0, 15)],
    ['another method', changed(2, 7)],
    ['a name in the header', changed(3, 8)],
    ['another check sum', changed(-8, (packed.at(-8) ?? 0) ^ 1)],
    ['another length', changed(-4, 12)],
    ['a changed content', changed(12, (packed[12] ?? 0) ^ 1)],
    ['no gzip', text],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', (_, bytes) => {
    expect(unpackGzip(bytes)).toBeUndefined()
  })

  it('refuses a few kilobytes that are more than 32 MiB, and takes 32 MiB', () => {
    expect(unpackGzip(gzipSync(Buffer.alloc(33_554_433)))).toBeUndefined()
    expect(unpackGzip(gzipSync(Buffer.alloc(33_554_432)))).toHaveLength(33_554_432)
  })

  it('refuses more than 8 MiB as they are sent, without a look at them', () => {
    expect(unpackGzip(packGzip(Buffer.alloc(8_388_608)))).toBeUndefined()
    expect(unpackGzip(packGzip(Buffer.alloc(8_380_000)))).toHaveLength(8_380_000)
  })
})

describe('packGzip', () => {
  it.each([0, 1, 65_535, 65_536, 200_000])('is gzip to everybody: %d bytes', (length) => {
    const content = Buffer.alloc(length, 'ab')
    expect(gunzipSync(packGzip(content))).toEqual(content)
    expect(unpackGzip(packGzip(content))).toEqual(content)
  })

  it('is stored, so the same bytes everywhere', () => {
    // 'ab' as RFC 1952 has it: header, one stored block of 2, its complement, content, CRC-32 of 'ab', length.
    expect(Buffer.from(packGzip(Buffer.from('ab'))).toString('hex')).toBe(
      '1f8b08000000000000ff010200fdff61626d48839e02000000',
    )
  })
})
