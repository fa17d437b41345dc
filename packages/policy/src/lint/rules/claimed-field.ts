import { acceptedAttesters, signByKeyAlone } from '../accepted-attesters.ts'
import { fieldsNamed } from '../fields-named.ts'
import type { LintFacts } from '../lint-facts.ts'
import type { LintedPolicy, PolicyRule } from '../lint-rule.ts'

/** What the build wrote about itself, where a certificate would say it with proof (C48). */
export const claimedField: PolicyRule = {
  code: 'claimed-field',
  find: (policy, facts) =>
    fieldsNamed(policy.tests, policy.leaves)
      .filter(({ claim, field }) => claim === 'provenance' && /^claimed[A-Z]/.test(field))
      .map(({ at, requirement, field }) => ({
        // Who signs by key has no certificate, so that there is nothing better to ask for.
        severity: isByKeyAlone(at, policy, facts) ? 'note' : 'warning',
        at,
        requirement,
        field,
      })),
}

function isByKeyAlone(at: string, { tests, compiled }: LintedPolicy, { trust }: LintFacts): boolean {
  const asked = tests.filter((each) => each.test.claim === 'provenance' && at.startsWith(`${each.at}.`))
  return (
    trust !== undefined &&
    asked.length >= 1 &&
    asked.every((each) => signByKeyAlone(acceptedAttesters(each, compiled, trust)))
  )
}
