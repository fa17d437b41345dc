import type { Mode } from '../compiled-policy.ts'

/** A policy as people write it (model, "Policy"). */
export interface AttestationPolicy {
  readonly apiVersion: 'pawl.dev/v1'
  readonly kind: 'AttestationPolicy'
  readonly metadata: { readonly name: string; readonly revision: number }
  readonly spec: {
    readonly mode: Mode
    readonly images: readonly string[]
    readonly require: readonly WrittenRequirement[]
    readonly revoked?: WrittenRevoked
    readonly exceptions?: readonly WrittenException[]
  }
}

export interface WrittenRevoked {
  readonly digests?: readonly string[]
  readonly statements?: readonly string[]
  readonly attesters?: readonly string[]
  readonly signers?: readonly string[]
}

/** Exactly one of `digest`, and `repository` with `anyDigest: true`. */
export interface WrittenException {
  readonly digest?: string
  readonly repository?: string
  readonly anyDigest?: true
  readonly requirement: string
  /** An instant, at most 90 days ahead. */
  readonly until: string
  readonly reason: string
  readonly ticket: string
}

export type WrittenRequirement = WrittenNode & { readonly name: string }

/** Exactly one of `claim`, `anyOf`, `allOf`. */
export interface WrittenNode extends Partial<WrittenClaimTest> {
  readonly count?: number
  readonly with?: WrittenPartner
  readonly anyOf?: readonly WrittenNode[]
  readonly allOf?: readonly WrittenNode[]
}

export interface WrittenClaimTest {
  readonly claim: string
  readonly from: readonly string[]
  readonly maxAge: string
  readonly where?: readonly WrittenFieldTest[]
}

export interface WrittenPartner extends WrittenClaimTest {
  readonly covers?: Readonly<Record<string, string>>
  readonly equal?: Readonly<Record<string, string>>
}

/** Exactly one operator beside `field`. */
export interface WrittenFieldTest {
  readonly field: string
  readonly equals?: string | number | true
  readonly in?: readonly (string | number | true)[]
  readonly glob?: string
  readonly contains?: string
  readonly containsAll?: readonly string[]
  readonly atLeast?: number
  readonly atMost?: number
  readonly within?: string
  readonly exists?: true
}

/** The operators of a field test, one of which stands in each. */
export const OPERATORS = [
  'equals',
  'in',
  'glob',
  'contains',
  'containsAll',
  'atLeast',
  'atMost',
  'within',
  'exists',
] as const
