/**
 * @module
 * Reads a policy, its profiles and what is known of the trust configuration for what is valid and yet hardly meant. Pure. It decides nothing: a
 * policy with findings judges as well as one without, and one without may still be wrong.
 */
export { LINT_CODES, type LintCode, type Severity } from './lint-codes.ts'
export type { AttesterFacts, IdentityFacts, LintFacts, TrustFacts } from './lint-facts.ts'
export type { LintedFile, LintFinding, RefFlaw } from './lint-finding.ts'
export { lintPolicy } from './lint-policy.ts'
export { lintProfiles } from './lint-profiles.ts'
export { lintTrust } from './lint-trust.ts'
export { type ScopeFlaw, scopeFlaw } from './scope-flaw.ts'
