import type { ClusterObject } from './cluster-object.ts'
import type { DoctorCode } from './doctor-codes.ts'
import type { Part, Seen } from './parts.ts'

/**
 * `open`: an image can get in that nobody judged. `weak`: opens together with something else, or denies what should get in. `note`: right perhaps,
 * and worth knowing.
 */
export type Severity = 'open' | 'weak' | 'note'

/** What a rule found. The words may hold names of the input: whoever prints them escapes them. */
export interface Finding {
  readonly severity: Severity
  readonly object: ClusterObject
  /** `webhooks[0].failurePolicy` */
  readonly path: string
  /** Who can do what. */
  readonly happens: string
  /** The Helm value or the member that closes it. */
  readonly cure: string
}

/** One way in which an installation can be open. Finds nothing only where it saw that it is closed. */
export interface Rule {
  readonly code: DoctorCode
  /** What it must see to be asked at all: where one of these is absent, the rule is not seen, and that is no yes. */
  readonly about: readonly Part[]
  readonly find: (seen: Seen) => readonly Finding[]
}
