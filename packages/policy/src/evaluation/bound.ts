/**
 * A bound is the first second at which something stops to hold; it holds while `now` is below. Every test, claim, pair, node and requirement
 * evaluates to one, joined by greatest, least and n-th greatest alone. These only grow with more claims, which is the proof of law L3,
 * and the same numbers yield `expiresAt` (law L5).
 */
export type Bound = number

/** Does not hold at any time. */
export const NEVER: Bound = Number.NEGATIVE_INFINITY

/** Holds for as long as what is around it holds. */
export const ALWAYS: Bound = Number.POSITIVE_INFINITY

export function holdsWhen(condition: boolean): Bound {
  return condition ? ALWAYS : NEVER
}

/** The greatest. Of nothing: never. */
export function anyOf(bounds: readonly Bound[]): Bound {
  return Math.max(NEVER, ...bounds)
}

/** The least. Of nothing: never, because joins of nothing hold without anybody having said something (C110). */
export function allOf(bounds: readonly Bound[]): Bound {
  return bounds.length >= 1 ? Math.min(...bounds) : NEVER
}

export function greatest(one: Bound, other: Bound): Bound {
  return Math.max(one, other)
}

export function least(one: Bound, other: Bound): Bound {
  return Math.min(one, other)
}

/** The n-th greatest, which is the greatest that n of them reach: so many hold until then. */
export function nthGreatest(bounds: readonly Bound[], n: number): Bound {
  let found = NEVER
  // Fewer than one would hold without anybody having said something (C110).
  if (!(n >= 1)) return found
  for (const bound of bounds) if (bound > found && reaching(bounds, bound) >= n) found = bound
  return found
}

function reaching(bounds: readonly Bound[], bound: Bound): number {
  let count = 0
  for (const each of bounds) if (each >= bound) count += 1
  return count
}
