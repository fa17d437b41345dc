import { listOf, member, textsOf } from '../../../../members.ts'
import type { Rule } from '../rule.ts'

/** Exact is what the chart writes, and no matter while its rules have a star. */
export const webhookExactMatch: Rule = {
  code: 'doctor-webhook-exact-match',
  about: ['validating'],
  find: ({ validating }) =>
    validating
      .filter(({ value }) => member(value, 'matchPolicy') === 'Exact' && listOf(value, 'rules').some(isNarrow))
      .map(({ object, path }) => ({
        severity: 'note',
        object,
        path: `${path}.matchPolicy`,
        happens:
          'with Exact, a group or version that the rules do not name is not asked about, though it is another spelling of one that they name',
        cure: 'write "*" for apiGroups and apiVersions, as the chart does, or matchPolicy: Equivalent',
      })),
}

function isNarrow(rule: unknown): boolean {
  return !textsOf(rule, 'apiGroups').includes('*') || !textsOf(rule, 'apiVersions').includes('*')
}
