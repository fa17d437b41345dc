/**
 * What an engine sees, and all that it sees: verified positive claims about the images a request would run.
 * No member says what was turned down, and none is written by a workload without a signature.
 */
export interface InputDocument {
  readonly apiVersion: 'pawl.dev/v1'
  readonly kind: 'AttestationInput'
  /** Epoch seconds, written by whoever asks the engine; never cached. */
  readonly now: number
  /** 1 to 64 entries. */
  readonly images: readonly ImageEntry[]
}

/** One image of the request. */
export interface ImageEntry {
  /** Exactly as in the request. For cover (law L7) and for people; policies never match it. */
  readonly reference: string
  /** Canonical repository: no tag, no digest. What policies match. */
  readonly repository: string
  /** The last segment of `repository`. */
  readonly name: string
  /** `sha256:` and 64 lower-case hexadecimal digits; absent when it could not be resolved, which denies. */
  readonly digest?: string
  /** Epoch seconds at which the claims were verified. */
  readonly verifiedAt: number
  /** Epoch seconds; the first second at which this entry counts for nothing. */
  readonly validUntil: number
  readonly trust: TrustReference
  /** At most 64. */
  readonly claims: readonly Claim[]
}

/** Which trust configuration the claims were verified under. */
export interface TrustReference {
  readonly name: string
  /** `sha256:` of the canonical configuration. */
  readonly digest: string
  readonly revision: number
}

/** One verified positive statement about one digest, reduced to a bounded summary. */
export interface Claim {
  /** For example `provenance` or `review`. */
  readonly type: string
  readonly predicateType: string
  /** The NAME of the attester in the trust configuration. */
  readonly attester: string
  readonly signer: Signer
  /** Epoch seconds from which age is measured; absent when nothing trustworthy says. */
  readonly moment?: number
  /** Epoch seconds; the first second at which the claim no longer counts, by its own words. */
  readonly expiresAt?: number
  /** `sha256:` of the payload bytes that were signed. */
  readonly statementDigest: string
  /** How the statement names the image: `exact`, or the platform whose manifest it names. */
  readonly subject: string
  readonly summary: Summary
}

/** What "distinct" counts: SHA-256 of issuer and identity, or of the public key. */
export interface Signer {
  readonly kind: 'keyless' | 'key'
  readonly id: string
}

/** Flat. A field that the statement does not carry completely is ABSENT: never 0, never an empty list. */
export type Summary = Readonly<Record<string, SummaryValue>>

/** Booleans exist only as `true`; integers lie strictly between -2^53 and 2^53. */
export type SummaryValue = string | number | true | readonly string[]

/** All claims for one digest: what one verification of one image yields. Carries no reference: it resolves no tag. */
export interface ImageSummary {
  readonly digest: string
  readonly verifiedAt: number
  readonly validUntil: number
  readonly trust: TrustReference
  readonly claims: readonly Claim[]
}
