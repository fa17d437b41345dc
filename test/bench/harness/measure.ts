import type { Contender } from './contender.ts'

export interface Rounds {
  /** Those that are not counted: until the compiler has seen enough. */
  readonly warm: number
  readonly counted: number
}

/** Microseconds a call. */
export interface Measured {
  readonly median: number
  readonly least: number
  readonly greatest: number
}

/**
 * Everybody once in every round, each round begun by the next one: what slows the machine down for a while slows down all of them, and
 * nobody always comes after the same one. In the order of `contenders`.
 */
export function measure(contenders: readonly Contender[], rounds: Rounds): readonly Measured[] {
  const samples: number[][] = contenders.map(() => [])
  for (let round = 0; round < rounds.warm + rounds.counted; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const at = (round + turn) % contenders.length
      const contender = contenders[at]
      const counts = round >= rounds.warm
      if (contender === undefined || !(counts || contender.warms)) continue
      const sample = contender.sample()
      if (counts) samples[at]?.push(sample)
    }
  }
  return samples.map(summary)
}

function summary(samples: readonly number[]): Measured {
  return { median: median(samples), least: Math.min(...samples), greatest: Math.max(...samples) }
}

/** Of an even number the lower one of the two in the middle. NaN of nothing. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN
}
