import type { Flaw } from '@pawl/policy/prove'

/** A flaw written into a sound policy: one text of one file replaced, which must be there exactly once. */
export interface RegoMutant {
  readonly name: string
  /** What is asked, for example `data.acme.release.allow`. */
  readonly asks: string
  readonly file: string
  readonly find: string
  readonly replace: string
  /** What the search has to find; it may find more. */
  readonly finds: readonly Flaw[]
}
