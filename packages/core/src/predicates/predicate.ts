import type { JsonValue, Summary } from '@pawl/document'
import type { Rejection } from '../rejection-codes.ts'
import type { VerifiedStatement } from '../verification/check-authority.ts'

/** One kind of predicate: which URIs mean it, and what of it a policy may see. */
export interface Predicate {
  /** The claim type, for example `provenance`. */
  readonly claim: string
  /** Exact predicate type URIs, case-sensitive. */
  readonly predicateTypes: readonly string[]
  readonly read: (predicate: JsonValue | undefined, statement: VerifiedStatement) => Extract | Rejection
}

/** What a predicate says, reduced: fields it does not carry completely are absent. */
export interface Extract {
  readonly summary: Summary
  /** Epoch seconds of the statement's own moment. */
  readonly moment: number | undefined
  /** Epoch seconds at which the claim stops by its own words. */
  readonly expiresAt: number | undefined
}
