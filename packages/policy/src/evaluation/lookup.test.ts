import { describe, expect, it } from 'vitest'
import { distinct, lookupOf } from './lookup.ts'

// Eight are compared, nine are hashed: both must say the same.
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']

describe('lookupOf', () => {
  it.each([[8], [9]])('knows what a list of %d holds and nothing else', (length) => {
    const lookup = lookupOf([...NAMES.slice(0, length - 1), Number.NaN])
    expect(['a', Number.NaN].map((each) => lookup.has(each))).toStrictEqual([true, true])
    expect(['A', 'a ', '', 0, null, undefined, 'i', ['a']].map((each) => lookup.has(each))).not.toContain(true)
  })

  it('knows nothing in an empty list', () => expect(lookupOf([]).has(undefined)).toBe(false))
})

describe('distinct', () => {
  it.each([
    [[], []],
    [['a'], ['a']],
    [
      ['b', 'a', 'b', 'a'],
      ['b', 'a'],
    ],
    [
      [...NAMES, 'a', 'z', 'a'],
      [...NAMES, 'z'],
    ],
    [
      ['b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'a', 'b'],
      ['b', 'a'],
    ],
  ])('makes of %j: %j', (list, expected) => {
    expect(distinct(list)).toStrictEqual(expected)
  })
})
