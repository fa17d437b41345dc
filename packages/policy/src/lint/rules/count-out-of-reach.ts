import { acceptedAttesters } from '../accepted-attesters.ts'
import type { PolicyRule } from '../lint-rule.ts'

/** More attesters are asked for than may make the claim at all. */
export const countOutOfReach: PolicyRule = {
  code: 'count-out-of-reach',
  find: ({ tests, compiled }, { trust }) => {
    if (trust === undefined) return []
    return tests.flatMap((each) => {
      const found = acceptedAttesters(each, compiled, trust).length
      // Of none at all, other rules say why.
      if (found === 0 || found >= each.count) return []
      const { at, requirement, count, test, unmeetable } = each
      return [{ severity: unmeetable, at: `${at}.count`, requirement, claim: test.claim, found, needed: count }]
    })
  },
}
