import { nearestWord } from '@pawl/document'
import type { PolicyRule } from '../lint-rule.ts'

/** A name that the trust configuration does not have: nobody can make a claim under it. */
export const attesterUnknown: PolicyRule = {
  code: 'attester-unknown',
  find: ({ tests }, { trust }) => {
    if (trust === undefined) return []
    const names = trust.attesters.map(({ name }) => name)
    return tests.flatMap(({ at, requirement, from }) =>
      from.flatMap((attester, index) => {
        if (names.includes(attester)) return []
        const meant = nearestWord(attester, names)
        return [
          {
            severity: 'error',
            at: `${at}.from[${index}]`,
            requirement,
            attester,
            ...(meant === undefined ? {} : { meant }),
          },
        ]
      }),
    )
  },
}
