/** What became of a case. It passes exactly when nothing differs. */
export interface CaseResult {
  /** The test file, as it was named. */
  readonly file: string
  readonly name: string
  readonly differences: readonly Difference[]
}

/** One thing that came to be otherwise. Words that hold names of others: whoever prints them escapes them. */
export interface Difference {
  /** `decision`, `expiresAt`, or an image and a requirement. */
  readonly what: string
  readonly expected: string
  readonly got: string
  /** Why, where something was not met. */
  readonly why: readonly string[]
}
