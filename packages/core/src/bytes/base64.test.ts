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
    ['loose bits in the other alphabet', '_B=='],
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

describe('decodeBase64 of a long text', () => {
  // All bytes there are, so that the text holds both characters that the other alphabet has not.
  const bytes = Buffer.alloc(1_200_000, Buffer.from(Array.from({ length: 256 }, (_, index) => index)))
  /** What a short text is asked, which is too slow for a long one. */
  const isSpelt = (text: string): boolean => Buffer.from(text, 'base64').toString('base64') === text
  const texts = [0, 1, 2].map((less) => bytes.subarray(less).toString('base64'))

  it.each([0, 1, 2])('reads it with %i characters of padding', (index) => {
    const text = texts.find((each) => each.length - each.replace(/=+$/, '').length === index) ?? ''
    expect(text.length).toBeGreaterThan(1_048_576)
    expect(Buffer.from(decodeBase64(text) ?? [])).toEqual(Buffer.from(text, 'base64'))
  })

  const odd = ['-', '_', '=', '!', ' ', '\n', '\u0000', '\u00c1', '\u0141', '\u2f41', 'A', '/']
  it('gives the verdict of the slow question for any character anywhere (C72)', () => {
    let [accepted, rejected] = [0, 0]
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.oneof(fc.nat(20), fc.nat(1_600_000)),
        fc.constantFrom(...odd),
        (text, fromEnd, character) => {
          const at = Math.max(0, text.length - 1 - fromEnd)
          const changed = text.slice(0, at) + character + text.slice(at + 1)
          const read = decodeBase64(changed) !== undefined
          if (read) accepted += 1
          else rejected += 1
          expect(read).toBe(isSpelt(changed))
        },
      ),
      { numRuns: 120 },
    )
    expect(Math.min(accepted, rejected)).toBeGreaterThanOrEqual(10)
  })

  it('reads the other alphabet as well, and no mixture', () => {
    const wide = Buffer.alloc(1_200_000, 0xfb)
    const text = wide.toString('base64').replaceAll('+', '-').replaceAll('/', '_')
    expect(Buffer.from(decodeBase64(text) ?? []).equals(wide)).toBe(true)
    expect(decodeBase64(`+${text.slice(1)}`)).toBeUndefined()
  })
})

describe('sha256Digest', () => {
  it('gives the well-known digest of nothing', () => {
    expect(sha256Digest(new Uint8Array())).toBe(
      'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
  })
})
