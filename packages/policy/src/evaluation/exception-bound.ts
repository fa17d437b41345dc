import type { CompiledPolicy, PolicyException } from '../compiled-policy.ts'
import { allOf, type Bound, NEVER } from './bound.ts'
import type { JudgedEntry } from './entry.ts'

/** The exceptions that name an image and a requirement, and until when ALL of them are live: adding one never lengthens another (C91). */
export interface Excepted {
  readonly exceptions: readonly PolicyException[]
  /** Never where there is none. */
  readonly bound: Bound
}

const NONE: Excepted = { exceptions: [], bound: NEVER }

export function exceptedUntil(requirement: string, policy: CompiledPolicy, entry: JudgedEntry): Excepted {
  if (policy.exceptions.length === 0) return NONE
  const exceptions = policy.exceptions
    .filter((each) => each.requirement === requirement && names(each, entry))
    .toSorted((a, b) => a.until - b.until)
  return { exceptions, bound: allOf(exceptions.map((each) => each.until)) }
}

function names(exception: PolicyException, entry: JudgedEntry): boolean {
  return 'digest' in exception ? exception.digest === entry.digest : exception.repository === entry.repository
}
