import type { PolicyRule } from '../lint-rule.ts'

/** The policy revokes an attester that it asks for. */
export const attesterRevoked: PolicyRule = {
  code: 'attester-revoked',
  find: ({ tests, compiled: { revoked } }) =>
    tests.flatMap(({ at, requirement, from, test: { claim }, count, unmeetable }) => {
      const isRevoked = (attester: string): boolean => revoked.attesters.includes(attester)
      const left = new Set(from.filter((attester) => !isRevoked(attester))).size
      const severity = left >= count ? 'note' : unmeetable
      return from.flatMap((attester, index) =>
        isRevoked(attester) ? [{ severity, at: `${at}.from[${index}]`, requirement, attester, claim }] : [],
      )
    }),
}
