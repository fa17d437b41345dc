import type { CompiledPolicy, PolicyException } from '../compiled-policy.ts'
import { allOf, type Bound } from './bound.ts'
import type { JudgedEntry } from './entry.ts'

/** The exceptions that name an image and a requirement, and until when ALL of them are live: adding one never lengthens another (C91). */
export interface Excepted {
  readonly exceptions: readonly PolicyException[]
  /** Never where there is none. */
  readonly bound: Bound
}

export function exceptedUntil(requirement: string, policy: CompiledPolicy, entry: JudgedEntry): Excepted {
  const exceptions = policy.exceptions
    .filter((each) => each.requirement === requirement && names(each, entry))
    .toSorted((a, b) => a.until - b.until)
  return { exceptions, bound: allOf(exceptions.map((each) => each.until)) }
}

function names(exception: PolicyException, entry: JudgedEntry): boolean {
  return 'digest' in exception ? exception.digest === entry.digest : exception.repository === entry.repository
}
