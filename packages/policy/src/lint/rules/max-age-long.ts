import type { PolicyRule } from '../lint-rule.ts'

const YEAR = 366 * 86_400
/** What says how an image stands today, not how it came to be. */
const ABOUT_TODAY = ['vulnerability-scan', 'review', 'vex']

/** A scan or a review of last year says nothing about what was found since. */
export const maxAgeLong: PolicyRule = {
  code: 'max-age-long',
  find: ({ tests }) =>
    tests.flatMap(({ at, requirement, test }) =>
      test.maxAge !== 'unlimited' && test.maxAge > YEAR && ABOUT_TODAY.includes(test.claim)
        ? [{ severity: 'note', at: `${at}.maxAge`, requirement, claim: test.claim }]
        : [],
    ),
}
