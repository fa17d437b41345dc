import { expect, it } from 'vitest'
import { percentilesOf } from './percentiles.ts'

it('takes percentiles by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(percentilesOf(hundred)).toStrictEqual({ p50: 50, p99: 99, greatest: 100 })
  expect(percentilesOf([7])).toStrictEqual({ p50: 7, p99: 7, greatest: 7 })
  expect(percentilesOf([])).toStrictEqual({ p50: Number.NaN, p99: Number.NaN, greatest: Number.NaN })
})
