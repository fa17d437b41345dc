/** What a rule can find. The list is closed; each code has a section in docs/codes.md. */
export const LINT_CODES = [
  'scope-impossible',
  'scope-matches-nothing',
  'glob-ends-inside-a-name',
  'max-age-unlimited',
  'max-age-long',
  'attester-unknown',
  'attester-may-not-make-claim',
  'attester-revoked',
  'count-out-of-reach',
  'build-level-out-of-reach',
  'age-never-known',
  'field-not-by-key',
  'field-unknown',
  'claimed-field',
  'tests-contradict',
  'pair-without-join',
  'provenance-unbound',
  'requirement-twice',
  'exception-ended',
  'exception-ends-soon',
  'exception-overruled',
  'exception-for-revoked',
  'exception-for-repository',
  'exceptions-for-everything',
  'identity-without-ref',
  'identity-owner-wildcard',
  'identity-unrestricted',
  'trigger-by-strangers',
  'policy-unused',
  'profile-policies-disjoint',
  'nothing-enforced',
  'unmatched-open',
] as const
export type LintCode = (typeof LINT_CODES)[number]

/**
 * `error`: can never be met, never matches or never counts. `warning`: opens more than it looks, or stops soon. `note`: right perhaps, and worth
 * knowing.
 */
export type Severity = 'error' | 'warning' | 'note'
