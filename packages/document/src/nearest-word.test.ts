import { describe, expect, it } from 'vitest'
import { nearestWord } from './nearest-word.ts'

const WORDS = ['claim', 'from', 'maxAge', 'where', 'count', 'with', 'anyOf', 'allOf', 'metadata']

describe('nearestWord', () => {
  it.each([
    ['maxage', 'maxAge'],
    ['max_age', 'maxAge'],
    ['form', undefined],
    ['frm', 'from'],
    ['wheres', 'where'],
    ['alof', 'allOf'],
    ['Claim', 'claim'],
    ['metdata', 'metadata'],
    ['noneOf', undefined],
    ['', undefined],
    ['completely-else', undefined],
  ])('of %j gives %j', (written, word) => {
    expect(nearestWord(written, WORDS)).toBe(word)
  })

  it('gives nothing of no words, and looks at no more than 64 letters', () => {
    expect(nearestWord('claim', [])).toBeUndefined()
    expect(nearestWord('x'.repeat(1_000_000), WORDS)).toBeUndefined()
  })
})
