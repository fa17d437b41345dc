import { acceptedAttesters, signByKeyAlone } from '../accepted-attesters.ts'
import type { PolicyRule } from '../lint-rule.ts'

/** A field that only a certificate fills, asked of attesters who sign by key alone. */
export const fieldNotByKey: PolicyRule = {
  code: 'field-not-by-key',
  find: ({ tests, compiled }, { trust, certificateFields }) => {
    if (trust === undefined) return []
    return tests.flatMap((each) => {
      const { at, requirement, test, unmeetable } = each
      if (test.claim !== 'provenance' || !signByKeyAlone(acceptedAttesters(each, compiled, trust))) return []
      return test.where.flatMap(({ field }, index) =>
        certificateFields.includes(field)
          ? [{ severity: unmeetable, at: `${at}.where[${index}].field`, requirement, field }]
          : [],
      )
    })
  },
}
