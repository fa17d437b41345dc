import { describe, expect, it } from 'vitest'
import { allOf, anyOf, double, lookup, text, texts } from './text.ts'

describe('text', () => {
  it('escapes what ends a literal', () => {
    expect(text('a"b\\c')).toBe('"a\\"b\\\\c"')
  })

  it('is ASCII whatever it is of: a policy with a raw U+FFFF vanishes', () => {
    expect(text('é\n\u2028\uffff😀\u007f')).toBe('"\\u00e9\\u000a\\u2028\\uffff\\U0001f600\\u007f"')
  })

  it('refuses half a surrogate pair', () => {
    expect(() => text('\ud800')).toThrow(RangeError)
  })
})

describe('double', () => {
  it('writes integers as doubles, because CEL adds no integer to one', () => {
    expect([double(3), double(-5), double(0), double(9_007_199_254_740_991)]).toStrictEqual([
      '3.0',
      '-5.0',
      '0.0',
      '9007199254740991.0',
    ])
  })

  it.each([1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
    expect(() => double(value)).toThrow(RangeError)
  })
})

describe('lists and sets', () => {
  it('write each value as a literal', () => {
    expect(texts(['a', '"'])).toBe('["a","\\""]')
    expect(lookup(['a', 'b'])).toBe('{"a":true,"b":true}')
  })
})

describe('anyOf and allOf', () => {
  it('are what nothing is: no one of none, all of none', () => {
    expect([anyOf([]), allOf([])]).toStrictEqual(['(false)', '(true)'])
  })

  it('keep what they join apart', () => {
    expect([anyOf(['a', 'b']), allOf(['a', 'b'])]).toStrictEqual(['(a||b)', '(a&&b)'])
  })
})
