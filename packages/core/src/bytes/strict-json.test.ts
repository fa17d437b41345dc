import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, readJson } from './strict-json.ts'

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')
/** The rule that refuses it, or `accepted`. */
const verdict = (bytes: Uint8Array): string => {
  const value = readJson(bytes)
  return isInvalidJson(value) ? value.at : 'accepted'
}
const nested = (depth: number, inner: string): Uint8Array => utf8('['.repeat(depth) + inner + ']'.repeat(depth))

describe('readJson', () => {
  it.each([
    ['null', null],
    [' true ', true],
    ['\t\r\n 0', 0],
    ['-0.5e+2', -50],
    ['""', ''],
    ['"\\u0041\\n\\/\\"\\\\"', 'A\n/"\\'],
    ['"\\ud83d\\ude00"', '😀'],
    ['"😀\u2028\u007f"', '😀\u2028\u007f'],
    ['[]', []],
    ['[1,[2],"3"]', [1, [2], '3']],
  ])('accepts %s', (text, value) => {
    expect(readJson(utf8(text))).toStrictEqual(value)
  })

  it.each([
    ['a member twice (C68)', '{"a":1,"a":1}', 'duplicate-member'],
    ['a member twice, once escaped (C68)', '{"a":1,"\\u0061":2}', 'duplicate-member'],
    ['__proto__ twice (C70)', '{"__proto__":1,"__proto__":2}', 'duplicate-member'],
    ['a member twice, deep inside', '{"a":{"b":[{"c":1,"c":2}]}}', 'duplicate-member'],
    ['a byte order mark (C71)', '\ufeff{}', 'number'],
    ['a lone high surrogate (C71)', '"\\ud800"', 'surrogate'],
    ['a lone low surrogate (C71)', '"\\udc00x"', 'surrogate'],
    ['surrogates the wrong way round', '"\\ude00\\ud83d"', 'surrogate'],
    ['a lone surrogate in a name', '{"\\ud800":1}', 'surrogate'],
    ['something after the value', '{} {}', 'trailing'],
    ['a comma after the value', '[],', 'trailing'],
    ['a NUL after the value', '{}\u0000', 'trailing'],
    ['a number that is infinite (C71)', '1e999', 'number'],
    ['a negative one', '-1e999', 'number'],
    ['nothing', '', 'number'],
    ['white space', ' \n', 'number'],
    ['NaN', 'NaN', 'number'],
    ['Infinity', 'Infinity', 'number'],
    ['a plus sign', '+1', 'number'],
    ['a leading zero', '01', 'trailing'],
    ['a hexadecimal number', '0x1', 'trailing'],
    ['a bare point', '1.', 'trailing'],
    ['a point without a digit before', '.5', 'number'],
    ['a trailing comma in a list', '[1,]', 'number'],
    ['a trailing comma in an object', '{"a":1,}', 'member'],
    ['single quotes', "{'a':1}", 'member'],
    ['a bare name', '{a:1}', 'member'],
    ['no colon', '{"a" 1}', 'member'],
    ['an open list', '[1', 'list'],
    ['an open object', '{"a":1', 'object'],
    ['an open string', '"a', 'string'],
    ['a raw newline in a string', '"a\nb"', 'string'],
    ['a raw tab in a string', '"a\tb"', 'string'],
    ['a raw NUL in a string', '"\u0000"', 'string'],
    ['an unknown escape', '"\\x41"', 'escape'],
    ['a short escape', '"\\u12"', 'escape'],
    ['a word cut short', 'tru', 'word'],
    ['a word in upper case', 'TRUE', 'number'],
    ['a comment', '{}//', 'trailing'],
    ['a no-break space', '\u00a0{}', 'number'],
  ])('rejects %s: json-invalid', (_, text, at) => {
    expect(verdict(utf8(text))).toBe(at)
  })

  it.each([
    ['a cut character', [0x22, 0xc3, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['Latin-1', [0x22, 0xe9, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])('rejects %s: utf-8 is fatal (C71)', (_, bytes) => {
    expect(verdict(Uint8Array.from(bytes))).toBe('utf-8')
  })

  it('accepts 64 lists, one in the other, with and without a value inside (C71)', () => {
    expect(verdict(nested(64, ''))).toBe('accepted')
    expect(verdict(nested(64, '1'))).toBe('accepted')
  })
  it('rejects 65 lists with a value inside: depth (C71)', () => expect(verdict(nested(65, '1'))).toBe('depth'))
  it('rejects 100,000 lists without running out of stack: depth (C71)', () => {
    expect(verdict(nested(100_000, ''))).toBe('depth')
  })
  // The 65th list is one too deep whether or not something is in it. It is accepted today.
  it('rejects 65 lists with nothing inside: depth (C71)', () => expect(verdict(nested(65, ''))).toBe('depth'))

  it('accepts 262,144 values, the list itself among them, and rejects one more: values (C63, C71)', () => {
    const list = (count: number): Buffer => Buffer.from(`[${'{},'.repeat(count - 2)}1]`)
    expect(verdict(list(262_144))).toBe('accepted')
    expect(verdict(list(262_145))).toBe('values')
    expect(verdict(Buffer.from(`{"a":${String(list(262_144))}}`))).toBe('values')
  })

  it('keeps __proto__, constructor and toJSON as members like others (C70)', () => {
    const value = readJson(utf8('{"__proto__":{"admin":true},"constructor":1,"toJSON":2}'))
    expect(Object.keys(value as object)).toStrictEqual(['__proto__', 'constructor', 'toJSON'])
    expect(Object.getPrototypeOf(value)).toBeNull()
    expect((value as { admin?: unknown }).admin).toBeUndefined()
  })

  it('does not take a document for its own verdict when it looks like one', () => {
    const value = readJson(utf8('{"outcome":"invalid-json","at":"x"}'))
    expect(isInvalidJson(value)).toBe(false)
  })

  it('reads what JSON.parse reads, as JSON.parse reads it, when no member stands twice', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const expected = JSON.parse(text) as unknown
        expect(JSON.stringify(readJson(utf8(text)))).toBe(JSON.stringify(expected))
      }),
    )
  })

  it('refuses what JSON.parse refuses, whatever the bytes', () => {
    const near = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', '\\', '\u0000', 'e'))
      .map(([text, at, by]) => {
        const cut = at % (text.length + 1)
        return text.slice(0, cut) + by + text.slice(cut + (by === '' ? 1 : 0))
      })
    fc.assert(
      fc.property(near, (text) => {
        if (verdict(utf8(text)) === 'accepted') expect(() => JSON.parse(text) as unknown).not.toThrow()
      }),
      { numRuns: 2000 },
    )
  })
})
