import type { TrustReference } from '@pawl/document'
import type { PublicKey } from '../keys/public-key.ts'
import type { TrustedRoot } from '../sigstore/trusted-root.ts'
import type { CertificateField } from '../sigstore/verify-keyless.ts'

/** Who may say what, resolved: every key parsed, every root read. There is no default: `{}` trusts nobody. */
export interface TrustConfiguration {
  readonly reference: TrustReference
  readonly attesters: readonly Attester[]
  /** Every root that some attester uses. */
  readonly roots: readonly TrustedRoot[]
  /** Own predicate types, by their URI. */
  readonly summaries: ReadonlyMap<string, CustomSummary>
  /** Package URLs to look for in an SBOM. */
  readonly watch: readonly string[]
  /** Number of (attester, claim type) pairs: each owns its share of the places and bytes of an image (law L8). */
  readonly pairs: number
}

/** A NAME for one or more signers, and what they may say. */
export interface Attester {
  readonly name: string
  readonly claims: readonly string[]
  readonly keys: readonly TrustedKey[]
  readonly keyless: readonly KeylessIdentity[]
  /** Granted to this signer, never read from a statement. */
  readonly buildLevel: number | undefined
}

export interface TrustedKey {
  readonly key: PublicKey
  /** Epoch seconds; the first at which signatures count. */
  readonly validFrom: number
  /** Epoch seconds; the first at which they no longer do. */
  readonly validUntil: number
}

export interface KeylessIdentity {
  readonly root: TrustedRoot
  /** Compared exactly: `.../hammer-time` is another issuer (C45). */
  readonly issuer: string
  /** Exact, or an anchored glob. */
  readonly identity: string
  /** Fields of the certificate that must be exactly so. */
  readonly certificate: ReadonlyMap<CertificateField, string>
}

/** How a predicate type of the operator's own becomes a claim: JSON pointers, nothing that computes. */
export interface CustomSummary {
  readonly predicateType: string
  readonly claim: string
  /** Pointer to the statement's own moment, an instant. */
  readonly moment: string | undefined
  readonly fields: ReadonlyMap<string, string>
}

/** The claim types that mean the same everywhere; own names come by `summaries`. */
export const CLAIM_TYPES = [
  'provenance',
  'source-summary',
  'verification-summary',
  'vulnerability-scan',
  'sbom',
  'vex',
  'review',
  'test-result',
  'release',
  'publish',
  'attributes',
  'simple-verification',
  'link',
  'runtime-trace',
  'reference',
  'custom',
] as const
