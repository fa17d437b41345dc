import type { CompiledPolicy } from '../compiled-policy.ts'
import type { AttestationPolicy } from '../language/attestation-policy.ts'
import type { ProfileTable } from '../language/parse-profiles.ts'
import type { ProfileConfiguration } from '../language/profile-configuration.ts'
import type { PlacedLeaf, PlacedTest } from './claim-tests.ts'
import type { LintCode } from './lint-codes.ts'
import type { LintFacts, TrustFacts } from './lint-facts.ts'
import type { Found } from './lint-finding.ts'

/** What a rule about a policy looks at: as written, for places, and as compiled, for meaning. */
export interface LintedPolicy {
  readonly written: AttestationPolicy
  readonly compiled: CompiledPolicy
  readonly leaves: readonly PlacedLeaf[]
  /** The leaves and their second claims. */
  readonly tests: readonly PlacedTest[]
}

export interface PolicyRule {
  readonly code: LintCode
  readonly find: (policy: LintedPolicy, facts: LintFacts) => readonly Found[]
}

export interface TrustRule {
  readonly code: LintCode
  readonly find: (trust: TrustFacts) => readonly Found[]
}

/** What a rule about several policies looks at. */
export interface LintedProfiles {
  readonly policies: readonly CompiledPolicy[]
  readonly profiles: { readonly written: ProfileConfiguration; readonly table: ProfileTable } | undefined
}

export interface ProfileRule {
  readonly code: LintCode
  readonly find: (profiles: LintedProfiles) => readonly Found[]
}
