import { acceptedAttesters, signByKeyAlone } from '../accepted-attesters.ts'
import type { PolicyRule } from '../lint-rule.ts'

/** A key proves no time, and the summary of this claim names no moment: no age is ever within `maxAge`. */
export const ageNeverKnown: PolicyRule = {
  code: 'age-never-known',
  find: ({ tests, compiled }, { trust }) => {
    if (trust === undefined) return []
    return tests.flatMap((each) => {
      const { at, requirement, test, unmeetable } = each
      const isAgeless = test.maxAge !== 'unlimited' && trust.agelessClaims.includes(test.claim)
      return isAgeless && signByKeyAlone(acceptedAttesters(each, compiled, trust))
        ? [{ severity: unmeetable, at: `${at}.maxAge`, requirement, claim: test.claim }]
        : []
    })
  },
}
