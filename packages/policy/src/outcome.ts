/** What every engine must agree on (law L6): nothing but this. */
export interface Outcome {
  readonly allow: boolean
  /** [image index, policy name, requirement name]; index -1 where the document or the request is malformed, and for references without an entry. Empty exactly when `allow`. */
  readonly unmet: readonly Unmet[]
  /** Epoch seconds of the first second at which this allow is a deny; null for a deny. */
  readonly expiresAt: number | null
}

export type Unmet = readonly [image: number, policy: string, requirement: string]
