import { acceptedAttesters, signByKeyAlone } from '../accepted-attesters.ts'
import type { PlacedTest } from '../claim-tests.ts'
import type { LintFacts } from '../lint-facts.ts'
import type { LintedPolicy, PolicyRule } from '../lint-rule.ts'

/** Such a claim counts for ever: the one way to take it back is the list of what is revoked. */
export const maxAgeUnlimited: PolicyRule = {
  code: 'max-age-unlimited',
  find: (policy, facts) =>
    policy.tests.flatMap((each) => {
      const { at, requirement, test } = each
      if (test.maxAge !== 'unlimited') return []
      // Of a claim that never has an age nothing else can be asked.
      const severity = isAgeless(each, policy, facts) ? 'note' : 'warning'
      return [{ severity, at: `${at}.maxAge`, requirement, claim: test.claim }]
    }),
}

function isAgeless(placed: PlacedTest, { compiled }: LintedPolicy, { trust }: LintFacts): boolean {
  if (trust?.agelessClaims.includes(placed.test.claim) !== true) return false
  return signByKeyAlone(acceptedAttesters(placed, compiled, trust))
}
