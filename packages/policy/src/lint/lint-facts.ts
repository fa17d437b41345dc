/** What the rules are told beside the policy. This package does not know the trust configuration: the caller says what of it matters. */
export interface LintFacts {
  /** Epoch seconds. */
  readonly now: number
  /** Absent: no rule that asks who may say what. */
  readonly trust?: TrustFacts
  /** Summary fields by claim type; of a type that is not here nobody knows the fields. */
  readonly fields: ReadonlyMap<string, readonly string[]>
  /** Summary fields that only a certificate fills: what is signed by a key has none of them. */
  readonly certificateFields: readonly string[]
  /** Repositories that the policies are meant for; absent where nobody named any. */
  readonly repositories?: readonly string[]
}

export interface TrustFacts {
  /** In the order of `spec.attesters`. */
  readonly attesters: readonly AttesterFacts[]
  /** Claim types of own summaries that name no moment: only a certificate could say how old such a claim is. */
  readonly agelessClaims: readonly string[]
}

export interface AttesterFacts {
  readonly name: string
  readonly claims: readonly string[]
  /** Without any, it signs by key alone. In the order of `keyless`. */
  readonly identities: readonly IdentityFacts[]
  readonly buildLevel: number | undefined
}

export interface IdentityFacts {
  readonly issuer: string
  /** Exact, or a glob. */
  readonly identity: string
  /** What the certificate must say, by field. */
  readonly certificate: ReadonlyMap<string, string>
}
