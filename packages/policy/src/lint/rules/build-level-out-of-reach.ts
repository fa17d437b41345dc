import type { FieldTest } from '../../compiled-policy.ts'
import { acceptedAttesters } from '../accepted-attesters.ts'
import type { PolicyRule } from '../lint-rule.ts'

/** A build level is granted by the trust configuration, and it grants nobody this one. */
export const buildLevelOutOfReach: PolicyRule = {
  code: 'build-level-out-of-reach',
  find: ({ tests, compiled }, { trust }) => {
    if (trust === undefined) return []
    return tests.flatMap((each) => {
      const attesters = acceptedAttesters(each, compiled, trust)
      if (each.test.claim !== 'provenance' || attesters.length === 0) return []
      return each.test.where.flatMap((test, index) =>
        test.field !== 'buildLevel' || attesters.some(({ buildLevel }) => passes(test, buildLevel))
          ? []
          : [{ severity: each.unmeetable, at: `${each.at}.where[${index}]`, requirement: each.requirement }],
      )
    })
  },
}

function passes(test: FieldTest, level: number | undefined): boolean {
  if (level === undefined) return false
  if (test.op === 'min') return level >= test.value
  if (test.op === 'max') return level <= test.value
  return test.op === 'in' ? test.values.includes(level) : test.op === 'exists'
}
