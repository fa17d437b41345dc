import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64 } from './base64.ts'
import { sha256Digest } from './sha256.ts'

describe('decodeBase64', () => {
  it.each([
    ['', ''],
    ['AA==', '00'],
    ['AAA=', '0000'],
    ['AAAA', '000000'],
    ['+/+/', 'fbffbf'],
    ['-_-_', 'fbffbf'],
    ['TWE=', '4d61'],
  ])('accepts %j', (text, hex) => {
    expect(Buffer.from(decodeBase64(text) ?? [1]).toString('hex')).toBe(hex)
  })

  it.each([
    ['no padding', 'AA'],
    ['half a padding', 'AA='],
    ['too much padding', 'AAAA===='],
    ['padding alone', '===='],
    ['padding in front', '=AAA'],
    ['padding in the middle', 'AA==AAAA'],
    ['three characters of padding', 'A==='],
    ['mixed alphabets', '+_AA'],
    ['loose bits before ==', 'AB=='],
    ['loose bits before =', 'AAB='],
    ['a space', 'AA A'],
    ['a newline', 'AAAA\n'],
    ['a newline that makes four', 'AAA\n'],
    ['junk between', 'AA!A'],
    ['a wide look-alike', 'ＡAAA'],
    ['five characters', 'AAAAA'],
  ])('rejects %s (C72)', (_, text) => {
    expect(decodeBase64(text)).toBeUndefined()
  })

  it.each([undefined, null, 0, true, ['AAAA'], {}])('rejects %j when it is no text', (value) => {
    expect(decodeBase64(value)).toBeUndefined()
  })

  it('reads back what was written, and one spelling only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom('base64', 'base64url'), (bytes, encoding) => {
        const text = Buffer.from(bytes).toString(encoding as 'base64')
        const padded = text.padEnd(Math.ceil(text.length / 4) * 4, '=')
        expect(Buffer.from(decodeBase64(padded) ?? [0])).toStrictEqual(
          bytes.length === 0 ? Buffer.alloc(0) : Buffer.from(bytes),
        )
      }),
    )
  })
})

describe('sha256Digest', () => {
  it('gives the well-known digest of nothing', () => {
    expect(sha256Digest(new Uint8Array())).toBe(
      'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
  })
})
