import type { PolicyRule } from '../lint-rule.ts'

/** Such a claim counts for ever: the one way to take it back is the list of what is revoked. */
export const maxAgeUnlimited: PolicyRule = {
  code: 'max-age-unlimited',
  find: ({ tests }) =>
    tests.flatMap(({ at, requirement, test }) =>
      test.maxAge === 'unlimited' ? [{ severity: 'warning', at: `${at}.maxAge`, requirement, claim: test.claim }] : [],
    ),
}
