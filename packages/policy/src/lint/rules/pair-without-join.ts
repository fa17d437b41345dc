import type { PolicyRule } from '../lint-rule.ts'

/** Two claims that nothing joins: the second need not be about what the first says. */
export const pairWithoutJoin: PolicyRule = {
  code: 'pair-without-join',
  find: ({ leaves }) =>
    leaves.flatMap(({ at, requirement, leaf }) =>
      leaf.with !== undefined && leaf.with.covers.length === 0 && leaf.with.equal.length === 0
        ? [{ severity: 'warning', at: `${at}.with`, requirement, claim: leaf.with.claim }]
        : [],
    ),
}
