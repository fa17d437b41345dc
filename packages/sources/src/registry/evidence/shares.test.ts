import { describe, expect, it } from 'vitest'
import { fromBothEnds, inTurn } from './from-both-ends.ts'
import { Shares } from './shares.ts'

describe('Shares', () => {
  it('give each an equal part, whatever another takes (L8)', async () => {
    const shares = new Shares(10, ['flood', 'honest'])
    for (let taken = 0; taken < 5; taken += 1) expect(await shares.take('flood', 1)).toBe(true)
    const more = shares.take('flood', 1)
    for (let taken = 0; taken < 5; taken += 1) expect(await shares.take('honest', 1)).toBe(true)
    expect(await Promise.race([more, Promise.resolve('waits')])).toBe('waits')
    shares.finish('honest')
    expect(await more).toBe(false)
  })

  it('give one what the others leave', async () => {
    const shares = new Shares(10, ['one', 'other', 'third'])
    expect(await shares.take('other', 1)).toBe(true)
    expect(await shares.take('one', 4)).toBe(true)
    const more = shares.take('one', 4)
    shares.finish('other')
    shares.finish('third')
    expect(await more).toBe(true)
    expect(await shares.take('one', 2)).toBe(false)
    expect(await shares.take('one', 1)).toBe(true)
    expect(await shares.take('one', 1)).toBe(false)
    shares.giveBack(1)
    expect(await shares.take('one', 1)).toBe(true)
  })

  it('give nothing beyond what there is, nor for a number that is none', async () => {
    const shares = new Shares(10, ['one'])
    for (const amount of [11, Number.POSITIVE_INFINITY, Number.NaN])
      expect(await shares.take('one', amount)).toBe(false)
    expect(await shares.take('one', 10)).toBe(true)
  })
})

describe('the order in which things are fetched', () => {
  it('is from both ends', () => {
    expect(fromBothEnds([1, 2, 3, 4, 5])).toEqual([1, 5, 2, 4, 3])
    expect(fromBothEnds([1, 2])).toEqual([1, 2])
    expect(fromBothEnds([])).toEqual([])
  })
  it('is in turn', () => {
    expect(inTurn([[1, 2, 3], [4], []])).toEqual([1, 4, 2, 3])
  })
})
