/** What came of one case. */
export interface CaseEnd {
  readonly kind: string
  readonly mutations: readonly string[]
  /** What should never be, in words; empty where all is well. */
  readonly findings: readonly string[]
  readonly claims: number
  /** What the source says of its answer, or the fault with which it ended. */
  readonly codes: readonly string[]
}
