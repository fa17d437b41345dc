import { describe, expect, it } from 'vitest'
import { isBoundedText } from './bounded-text.ts'

describe('isBoundedText', () => {
  it.each(['', 'a', 'abcd', '😀😀', '\u00a0', '\u200b', '\ufeff', '\ufffd', 'é'])(
    'accepts %j within four units',
    (text) => {
      expect(isBoundedText(text, 4)).toBe(true)
    },
  )

  it.each(['abcde', '😀😀a'])('rejects %j when it is one UTF-16 unit too long', (text) => {
    expect(isBoundedText(text, 4)).toBe(false)
  })

  // C0, DEL, C1 and both separators: what forges a log line or an escape (C96).
  it.each([
    '\u0000',
    '\t',
    '\n',
    '\r',
    '\u001b',
    '\u001f',
    '\u007f',
    '\u0080',
    '\u0085',
    '\u009b',
    '\u009f',
    '\u2028',
    '\u2029',
  ])('rejects the control character %j (C96)', (character) => {
    expect(isBoundedText(character, 4)).toBe(false)
    expect(isBoundedText(`a${character}b`, 4)).toBe(false)
  })

  it.each(['\ud83d', '\ude00', '\ude00\ud83d', 'a\ud83d'])('rejects the lone surrogate %j (C71)', (text) => {
    expect(isBoundedText(text, 4)).toBe(false)
  })

  it.each([undefined, null, 1, true, ['a'], { length: 1 }, new String('a')])(
    'rejects %o when it is no string',
    (value) => {
      expect(isBoundedText(value, 4)).toBe(false)
    },
  )
})
