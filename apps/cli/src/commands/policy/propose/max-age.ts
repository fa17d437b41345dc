import type { Claim } from '@pawl/document'
import { LIMITS, parseDuration } from '@pawl/document'
import { describeSeconds } from '../../../output/durations.ts'

/** Ages that people use. */
const STEPS = ['1h', '6h', '12h', '24h', '48h', '7d', '14d', '30d', '60d', '90d', '180d', '365d'] as const
const YEAR = 31_536_000

export interface ProposedAge {
  /** A duration, or `unlimited`. */
  readonly age: string
  readonly why: string
}

/** How long a claim of a type is of use at least: a build runs for months after it was made, a scan is old tomorrow. */
const USUAL: ReadonlyMap<string, string> = new Map([
  ['provenance', '180d'],
  ['review', '14d'],
  ['vulnerability-scan', '24h'],
])

/** The first step that the oldest of these is within, no shorter than is usual for the type, and how old they are. */
export function maxAgeOf(type: string, claims: readonly Claim[], now: number): ProposedAge {
  const moments = claims.flatMap(({ moment }) => (moment === undefined ? [] : [moment]))
  if (moments.length < claims.length) {
    const ageless = claims.length - moments.length
    return {
      age: 'unlimited',
      why: `CHECK: nothing trustworthy says when ${ageless} of ${claims.length} were made, so no age can be asked for`,
    }
  }
  const ages = moments.map((moment) => Math.max(0, now - moment)).sort((a, b) => a - b)
  const usual = parseDuration(USUAL.get(type) ?? '24h') ?? 0
  const age = stepFor(Math.max(usual, ages.at(-1) ?? 0))
  return { age, why: `seen: ${rangeOf(ages)} old` }
}

/** The first step at or above a number of seconds. */
export function stepFor(seconds: number): string {
  const step = STEPS.find((each) => seconds <= (parseDuration(each) ?? 0))
  if (step !== undefined) return step
  const years = Math.ceil(seconds / YEAR)
  return years * YEAR <= LIMITS.duration ? `${years * 365}d` : 'unlimited'
}

/** `3 h`, or `3 h to 2 d`. */
export function rangeOf(sorted: readonly number[]): string {
  const [first = 0] = sorted
  const [youngest, oldest] = [describeSeconds(first), describeSeconds(sorted.at(-1) ?? first)]
  return youngest === oldest ? youngest : `${youngest} to ${oldest}`
}
