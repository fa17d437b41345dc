import type { FieldTest } from '../../compiled-policy.ts'
import { contradict } from '../contradict.ts'
import type { PolicyRule } from '../lint-rule.ts'

/** Tests of one field that no value passes together. */
export const testsContradict: PolicyRule = {
  code: 'tests-contradict',
  find: ({ tests }) =>
    tests.flatMap(({ at, requirement, test: { where }, unmeetable }) =>
      where.flatMap(({ field }, index) => {
        const before = sameField(where.slice(0, index), field)
        const isFirst = contradict(sameField(where.slice(0, index + 1), field)) && !contradict(before)
        return isFirst ? [{ severity: unmeetable, at: `${at}.where[${index}]`, requirement, field }] : []
      }),
    ),
}

function sameField(tests: readonly FieldTest[], field: string): readonly FieldTest[] {
  return tests.filter((test) => test.field === field)
}
