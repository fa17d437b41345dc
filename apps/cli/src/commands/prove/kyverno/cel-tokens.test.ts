import { describe, expect, it } from 'vitest'
import { celTokens } from './cel-tokens.ts'

const valuesOf = (expression: string) => celTokens(expression).map(({ value }) => value)
const kindsOf = (expression: string) =>
  celTokens(expression)
    .map(({ kind }) => kind)
    .join(' ')

describe('tokens of CEL', () => {
  it.each([
    [`"review"`, 'review'],
    [`'review'`, 'review'],
    [`"""a"b"""`, 'a"b'],
    [`'''a'b'''`, "a'b"],
    [`"a\\"b"`, 'a"b'],
    [`'a\\'b\\\\'`, "a'b\\"],
    [`"\\n\\t\\x41\\u0042\\U00000043\\104"`, '\n\tABCD'],
    [`"\\U0001F600"`, '\u{1f600}'],
    [`"\\UFFFFFFFF"`, ''],
    [`r"\\d+\\."`, '\\d+\\.'],
    [`R'\\'`, '\\'],
    [`b"bytes"`, 'bytes'],
    [`""`, ''],
  ])('reads the string %s', (expression, value) => {
    expect(celTokens(expression)).toEqual([{ kind: 'text', value }])
  })

  it.each([
    ['0', 0],
    ['7u', 7],
    ['1209600.0', 1_209_600],
    ['1e3', 1000],
    ['2.5E-1', 0.25],
    ['.5', 0.5],
    ['0xff', 255],
  ])('reads the number %s', (expression, value) => {
    expect(celTokens(expression)).toEqual([{ kind: 'number', value }])
  })

  it('tells names and signs from literals', () => {
    expect(valuesOf('c.?type.orValue("x")!=a[?"b"] // "no"\n&&d')).toEqual([
      ...['c', '.?', 'type', '.', 'orValue', '(', 'x', ')', '!=', 'a', '[?', 'b', ']', '&&', 'd'],
    ])
    expect(kindsOf('rb2 in ["r"]')).toBe('name name sign text sign')
    expect(kindsOf('r1+b.x')).toBe('name sign name sign name')
  })

  it('reads two strings as two', () => {
    expect(valuesOf(`"a"+'b'`)).toEqual(['a', '+', 'b'])
    expect(valuesOf(`{"a":"","b":'"'}`)).toEqual(['{', 'a', ':', '', ',', 'b', ':', '"', '}'])
  })

  it('takes no comment for a string and no string for a comment', () => {
    expect(valuesOf('"http://a" // "b"')).toEqual(['http://a'])
  })

  it.each(['"open', "'", '"a\nb"', '\\', '\u{1f600}', '\ud800', '"""x""'])('ends with what is no CEL: %j', (text) => {
    expect(celTokens(text).length).toBeGreaterThan(0)
  })
})
