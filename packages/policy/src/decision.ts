import type { TrustReference } from '@pawl/document'
import type { Mode } from './compiled-policy.ts'
import type { ReasonCode } from './evaluation/reason-codes.ts'

export type Verdict = 'allow' | 'deny'

/** What was decided about a document, and why (model, "Decision"). */
export interface Decision {
  readonly decision: Verdict
  /** What an admission controller answers: false exactly when a policy in mode enforce denies. */
  readonly admit: boolean
  /** Name of the profile that decided. */
  readonly profile: string
  /** The trust configuration that every entry names; absent when they do not agree. */
  readonly trust?: TrustReference
  /** Epoch seconds of the first second at which this allow is a deny; absent for a deny. */
  readonly expiresAt?: number
  /** One for every entry. A malformed document or request has one of index -1 that stands for all of it, as have the references without an entry. */
  readonly images: readonly ImageDecision[]
}

export interface ImageDecision {
  readonly index: number
  readonly reference: string
  readonly digest?: string
  readonly decision: Verdict
  /** Those that govern it; all of the profile where the image is refused as a whole. Empty for one that the profile lets by unmatched. */
  readonly policies: readonly PolicyDecision[]
}

export interface PolicyDecision {
  readonly name: string
  readonly digest: string
  readonly revision: number
  /** The one it works in within the profile. */
  readonly mode: Mode
  readonly decision: Verdict
  readonly requirements: readonly RequirementDecision[]
}

export type RequirementDecision = Met | NotMet

export interface Met {
  readonly name: string
  readonly met: true
  /** Statement digests of the claims that met it. */
  readonly by: readonly string[]
  /** It is met only because of these; the one that ends first is first. */
  readonly byException?: readonly ExceptionUsed[]
  readonly expiresAt: number
}

export interface ExceptionUsed {
  /** Epoch seconds of its end. */
  readonly until: number
  readonly reason: string
  readonly ticket: string
}

export interface NotMet {
  readonly name: string
  readonly met: false
  /** Never empty. */
  readonly reasons: readonly [Reason, ...Reason[]]
}

/**
 * Typed fields only: whoever prints a reason escapes them. `claim` is the type that was asked for; `statementDigest` and `attester` are
 * those of the claim that does not count; `at` is the epoch second in question.
 */
export interface Reason {
  readonly code: ReasonCode
  readonly claim?: string
  readonly statementDigest?: string
  readonly attester?: string
  readonly field?: string
  readonly at?: number
  readonly found?: number
  readonly needed?: number
  /** Elements, or references, that are not covered; at most 8. */
  readonly missing?: readonly string[]
}
