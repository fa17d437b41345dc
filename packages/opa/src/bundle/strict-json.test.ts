import { describe, expect, it } from 'vitest'
import { readStrictJson } from './strict-json.ts'

const read = (text: string) => readStrictJson(Buffer.from(text))?.value

describe('readStrictJson', () => {
  it.each([
    ['{"a":{"b":[1,2.50,"x"]},"c":null}', { a: { b: [1, 2.5, 'x'] }, c: null }],
    [' [true, false] ', [true, false]],
    ['{"a:b":"c:{[\\"d\\\\"}', { 'a:b': 'c:{["d\\' }],
    ['9007199254740991', 9_007_199_254_740_991],
    ['-0', -0],
    ['1e2', 100],
    ['0.000', 0],
    ['123456789012.345', 123_456_789_012.345],
  ])('reads %s', (text, value) => {
    expect(read(text)).toStrictEqual(value)
  })

  it('keeps numbers as they are written, for the hash', () => {
    expect(readStrictJson(Buffer.from('[1.0]'))?.written).toMatchObject([{ text: '1.0' }])
  })

  it.each([
    ['a member twice', '{"a":1,"a":1}'],
    ['a member twice, one escaped', '{"a":1,"\\u0061":2}'],
    ['a member twice, deep inside', '[{"b":{"__proto__":1,"__proto__":2}}]'],
    ['an integer beyond 2^53', '9007199254740993'],
    ['more digits than a double has', '0.1234567890123456'],
    ['a number that is infinite in JavaScript', '1e999'],
    ['a number that is zero in JavaScript', '1e-999'],
    ['half a character', '"\\ud800"'],
    ['half a character in a name', '{"\\ud800":1}'],
    ['something behind the value', '{} {}'],
    ['a byte order mark', '\ufeff{}'],
    ['nothing', ''],
    ['a comment', '{}//'],
    ['an object 65 deep', `${'['.repeat(65)}${']'.repeat(65)}`],
  ])('refuses %s', (_, text) => {
    expect(readStrictJson(Buffer.from(text))).toBeUndefined()
  })

  it('takes 64 deep', () => {
    expect(read(`${'['.repeat(64)}${']'.repeat(64)}`)).toBeDefined()
  })

  it('refuses bytes that are no UTF-8', () => {
    expect(readStrictJson(Uint8Array.of(0x22, 0xff, 0x22))).toBeUndefined()
  })
})
