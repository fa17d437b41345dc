/** What single calls took, in microseconds on the wall: for percentiles the clock of the process is too coarse. */
export interface Percentiles {
  readonly p50: number
  readonly p99: number
  readonly greatest: number
}

/** By nearest rank: the least of the values that so many in a hundred do not exceed. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = (share: number): number => sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? Number.NaN
  return { p50: rank(0.5), p99: rank(0.99), greatest: rank(1) }
}
