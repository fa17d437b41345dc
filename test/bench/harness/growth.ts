import type { Contender } from './contender.ts'
import { type Measured, measure, type Rounds } from './measure.ts'
import { aligned } from './table.ts'

/** How one cost grows: the same question in sizes that double. */
export interface Growth {
  readonly what: string
  /** What there is more of, in the singular. */
  readonly unit: string
  /** Each twice the one before. */
  readonly sizes: readonly number[]
  contender(size: number): Contender
  /** What is divided by for the cost of one: the size, times what stands beside it. */
  units(size: number): number
  /** `product`: of two sizes that both double. */
  readonly expected: 'linear' | 'product'
}

/** What a doubling may cost, with a tenth for noise. */
const MOST = { linear: 2.2, product: 4.4 } as const

export function growthText(growth: Growth, rounds: Rounds): string {
  const measured = measure(growth.sizes.map(growth.contender), rounds)
  const table = aligned([
    [growth.unit, ...growth.sizes.map(String)],
    ['us', ...measured.map(({ median }) => median.toFixed(1))],
    [
      `us a ${growth.unit}`,
      ...measured.map(({ median }, at) => (median / growth.units(growth.sizes[at] ?? 1)).toFixed(2)),
    ],
  ])
  return [growth.what, ...table.map((line) => `  ${line}`), `  ${growthVerdict(measured, growth.expected)}`].join('\n')
}

/** By the last doubling: what is constant counts least there. */
export function growthVerdict(measured: readonly Measured[], expected: Growth['expected']): string {
  const [last, before] = [measured.at(-1)?.median, measured.at(-2)?.median]
  if (last === undefined || before === undefined) return 'one size alone does not grow'
  const found = last / before
  const told = `the last doubling costs ${found.toFixed(2)} times`
  const word = expected === 'linear' ? 'linear' : 'the product of the two'
  return found <= MOST[expected] ? `${told}: at most ${word}` : `${told}: MORE THAN ${word.toUpperCase()}`
}
