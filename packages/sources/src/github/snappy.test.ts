import { describe, expect, it } from 'vitest'
import { unsnappy } from './snappy.ts'

const block = (...bytes: readonly (number | string)[]): Uint8Array =>
  Buffer.concat(bytes.map((each) => (typeof each === 'string' ? Buffer.from(each) : Buffer.from([each]))))

/** As text, or the code. */
function read(input: Uint8Array, limit = 1000): string {
  const found = unsnappy(input, limit)
  return 'outcome' in found ? found.code : Buffer.from(found).toString('latin1')
}

/** A literal of at most 60 bytes. */
const literal = (text: string): readonly (number | string)[] => [(text.length - 1) << 2, text]

// From the description of the format: the low two bits of a tag are its kind.
const COPY_1 = (size: number, offset: number): readonly number[] => [
  ((offset >> 8) << 5) | ((size - 4) << 2) | 1,
  offset & 255,
]
const COPY_2 = (size: number, offset: number): readonly number[] => [((size - 1) << 2) | 2, offset & 255, offset >> 8]
const COPY_4 = (size: number, offset: number): readonly number[] => [
  ((size - 1) << 2) | 3,
  offset & 255,
  offset >> 8,
  0,
  0,
]

describe('unsnappy', () => {
  it.each([
    ['nothing', block(0), ''],
    ['a literal', block(3, ...literal('abc')), 'abc'],
    ['two literals', block(4, ...literal('ab'), ...literal('cd')), 'abcd'],
    ['a literal with its length in one byte', block(61, 60 << 2, 60, 'x'.repeat(61)), 'x'.repeat(61)],
    ['a literal with its length in two bytes', block(0xac, 2, 61 << 2, 43, 1, 'x'.repeat(300)), 'x'.repeat(300)],
    ['a literal with its length in three bytes', block(2, 62 << 2, 1, 0, 0, 'ab'), 'ab'],
    ['a literal with its length in four bytes', block(2, 63 << 2, 1, 0, 0, 0, 'ab'), 'ab'],
    ['a short copy', block(8, ...literal('abcd'), ...COPY_1(4, 4)), 'abcdabcd'],
    ['a copy with an offset of two bytes', block(5, ...literal('abc'), ...COPY_2(2, 3)), 'abcab'],
    ['a copy with an offset of four bytes', block(5, ...literal('abc'), ...COPY_4(2, 2)), 'abcbc'],
    ['a copy that overlaps itself', block(10, ...literal('ab'), ...COPY_1(8, 2)), 'ababababab'],
    [
      'a short copy from far',
      block(0xb0, 2, 61 << 2, 43, 1, 'wxyz', 'x'.repeat(296), ...COPY_1(4, 300)),
      `wxyz${'x'.repeat(296)}wxyz`,
    ],
  ])('reads %s', (_, input, expected) => {
    expect(read(input)).toBe(expected)
  })

  it('lets out as much as the limit, and no byte more: over-budget', () => {
    const input = block(10, ...literal('ab'), ...COPY_1(8, 2))
    expect(read(input, 10)).toBe('ababababab')
    expect(read(input, 9)).toBe('over-budget')
  })

  it('makes no room for what it only says: 4 GiB less one byte are over-budget, and take no time', () => {
    const begin = performance.now()
    expect(read(block(0xff, 0xff, 0xff, 0xff, 0x0f, ...literal('a')), 4_194_304)).toBe('over-budget')
    expect(performance.now() - begin).toBeLessThan(100)
  })

  it.each([
    ['nothing at all', block()],
    ['a length without an end', block(0x80)],
    ['a length of 2 to the 32', block(0x80, 0x80, 0x80, 0x80, 0x10)],
    ['a length of six bytes', block(0x80, 0x80, 0x80, 0x80, 0x80, 0)],
    ['less than it says', block(4, ...literal('abc'))],
    ['more than it says in a literal', block(2, ...literal('abc'))],
    ['more than it says in a copy', block(4, ...literal('ab'), ...COPY_1(4, 2))],
    ['a byte behind its end', block(3, ...literal('abc'), 0)],
    ['a literal that is cut off', block(3, 2 << 2, 'ab')],
    ['a literal whose length is cut off', block(61, 61 << 2, 60)],
    ['a literal whose length has the highest bit', block(2, 63 << 2, 0xff, 0xff, 0xff, 0xff, 'ab')],
    ['a copy of nothing before it', block(4, ...COPY_1(4, 1))],
    ['a copy from before the beginning', block(6, ...literal('ab'), ...COPY_1(4, 3))],
    ['a copy with no offset', block(6, ...literal('ab'), ...COPY_1(4, 0))],
    ['a copy whose offset is cut off', block(6, ...literal('ab'), ...COPY_2(4, 2).slice(0, 2))],
    ['a copy whose offset has the highest bit', block(6, ...literal('ab'), (3 << 2) | 3, 2, 0, 0, 0x80)],
  ])('is content-invalid: %s', (_, input) => {
    expect(read(input)).toBe('content-invalid')
  })
})
