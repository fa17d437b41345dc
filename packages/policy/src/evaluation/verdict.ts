import type { Verdict } from '../decision.ts'

export const ALLOW = 'allow'

/** The one place that can say allow: there is something, and all of it is a literal yes. `every` is true of nothing (C110). */
export function verdict(parts: readonly boolean[]): Verdict {
  return parts.length >= 1 && parts.every((part) => part === true) ? ALLOW : 'deny'
}
