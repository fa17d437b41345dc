import type { PolicyRule } from '../lint-rule.ts'

/** The trust configuration does not let this attester say this: its claims are turned down before a policy sees them. */
export const attesterMayNotMakeClaim: PolicyRule = {
  code: 'attester-may-not-make-claim',
  find: ({ tests }, { trust }) => {
    if (trust === undefined) return []
    const may = (attester: string, claim: string): boolean =>
      trust.attesters.some(({ name, claims }) => name === attester && claims.includes(claim))
    const isKnown = (attester: string): boolean => trust.attesters.some(({ name }) => name === attester)
    return tests.flatMap(({ at, requirement, from, test: { claim }, unmeetable }) => {
      const severity = from.some((attester) => may(attester, claim)) ? 'warning' : unmeetable
      return from.flatMap((attester, index) =>
        may(attester, claim) || !isKnown(attester)
          ? []
          : [{ severity, at: `${at}.from[${index}]`, requirement, attester, claim }],
      )
    })
  },
}
