import { decide, identifyProfile } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../cross-engine/outcome-text.ts'
import { admissionText, type Truth } from '../scenes/admission-document.ts'
import { admissionProfile } from '../scenes/admission-policy.ts'
import type { Clock } from './clock.ts'
import { type Contender, type Task, timed, WrongAnswer } from './contender.ts'
import { growthVerdict } from './growth.ts'
import { type Measured, measure, median } from './measure.ts'
import { measureRow } from './row.ts'
import { tableText } from './table.ts'

/** A clock that only goes on when somebody says that it took something. */
function fakeClock(): { readonly clock: Clock; readonly take: (microseconds: number) => void } {
  let now = 1_000_000
  return {
    clock: () => now,
    take: (microseconds) => {
      now += microseconds
    },
  }
}

const steady = (name: string, microseconds: number): Contender => ({ name, warms: true, sample: () => microseconds })
const measured = (value: number): Measured => ({ median: value, least: value, greatest: value })

describe('a median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[900, 2, 3, 1, 4], 3],
    [[4, 1, 3, 2], 2],
    [[], Number.NaN],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected)
  })
})

describe('timed', () => {
  it('counts the answers and not the making of the questions', () => {
    const { clock, take } = fakeClock()
    const task: Task = {
      name: 'a',
      calls: 4,
      prepare: () => {
        take(5000)
        return () => take(3)
      },
      isRight: () => {
        take(1)
        return true
      },
    }
    expect(timed(task, clock).sample()).toBe(4)
  })

  it('asks no question twice, in no round', () => {
    const asked: number[] = []
    const task: Task = { name: 'a', calls: 3, prepare: (serial) => () => asked.push(serial), isRight: () => true }
    const contender = timed(task, fakeClock().clock)
    contender.sample()
    contender.sample()
    expect(asked).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('stops at the first answer that is wrong', () => {
    const asked: number[] = []
    const task: Task = {
      name: 'a',
      calls: 9,
      prepare: (serial) => () => asked.push(serial),
      isRight: (answer) => Number(answer) < 3,
    }
    const contender = timed(task, fakeClock().clock)
    expect(() => measure([contender, steady('b', 1)], { warm: 1, counted: 1 })).toThrow(WrongAnswer)
    expect(asked).toEqual([0, 1, 2])
  })

  it.each<[Truth, 'is measured' | 'stops the run']>([
    ['right', 'is measured'],
    ['wrong', 'stops the run'],
  ])('asks for allow: a scene whose claims are %s %s', (truth, expected) => {
    const profile = identifyProfile(admissionProfile(8), sha256)
    const task: Task = {
      name: 'decide',
      calls: 1,
      prepare: (serial) => () => decide(JSON.parse(admissionText({ images: 2, claims: 16 }, truth, serial)), profile),
      isRight: (answer) => (answer as { decision: string }).decision === 'allow',
    }
    const run = (): number => timed(task, fakeClock().clock).sample()
    if (expected === 'is measured') expect(run()).toBe(0)
    else expect(run).toThrow(WrongAnswer)
  })
})

describe('measure', () => {
  it('takes everybody once a round, begins each round with the next, and does not count the first ones, nor ask who does not warm up', () => {
    const order: string[] = []
    const recording = (name: string, samples: number[]): Contender => ({
      name,
      warms: name !== 'c',
      sample: () => {
        order.push(name)
        return samples.shift() ?? Number.NaN
      },
    })
    const contenders = [recording('a', [1000, 5, 1, 3]), recording('b', [2000, 20, 40, 30]), recording('c', [7, 7, 8])]
    expect(measure(contenders, { warm: 1, counted: 3 })).toEqual([
      { median: 3, least: 1, greatest: 5 },
      { median: 30, least: 20, greatest: 40 },
      { median: 7, least: 7, greatest: 8 },
    ])
    expect(order.join('')).toBe('abbcacababc')
  })
})

describe('the table', () => {
  const row = { what: 'a row', pawl: steady('pawl', 100), floor: steady('a floor', 40) }
  const rounds = { warm: 0, counted: 5 }
  const lineOf = (text: string): string => text.split('\n')[1]?.replace(/ {2,}/g, '|') ?? ''

  it('says how many times the peer takes, and how many floors Pawl takes', () => {
    const result = measureRow({ ...row, peer: steady('a peer', 2500), target: 100 }, rounds)
    expect(lineOf(tableText([result]))).toBe('a row|100 us|100 us - 100 us|2.50 ms|40 us|25.0 x|2.50 x|100 us met')
    expect(tableText([result])).toContain('a row\n  peer: a peer\n  floor: a floor')
  })

  it('says that a target is not met, a microsecond above it', () => {
    const result = measureRow({ ...row, pawl: steady('pawl', 101), peer: steady('a peer', 101), target: 100 }, rounds)
    expect(lineOf(tableText([result]))).toBe('a row|101 us|101 us - 101 us|101 us|40 us|1.00 x|2.52 x|100 us NOT MET')
  })

  it('says why there is no peer, and makes up no ratio', () => {
    const text = tableText([measureRow({ ...row, peer: 'skipped: nobody came' }, rounds)])
    expect(lineOf(text)).toBe('a row|100 us|100 us - 100 us|skipped|40 us|-|2.50 x|-')
    expect(text).toContain('peer: skipped: nobody came')
  })
})

describe('the verdict on growth', () => {
  it.each([
    ['linear', 22, 'at most linear'],
    ['linear', 23, 'MORE THAN LINEAR'],
    ['product', 44, 'at most the product of the two'],
    ['product', 45, 'MORE THAN THE PRODUCT OF THE TWO'],
    ['linear', Number.NaN, 'MORE THAN LINEAR'],
  ] as const)('of what is expected to be %s is, for %d after 10: %s', (expected, last, verdict) => {
    const told = growthVerdict([1, 10, last].map(measured), expected)
    expect(told).toBe(`the last doubling costs ${(last / 10).toFixed(2)} times: ${verdict}`)
  })
})
