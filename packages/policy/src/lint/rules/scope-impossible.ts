import type { PolicyRule } from '../lint-rule.ts'
import { scopeFlaw } from '../scope-flaw.ts'

/** A pattern that no canonical repository has: the policy governs less than it says. */
export const scopeImpossible: PolicyRule = {
  code: 'scope-impossible',
  find: ({ written }) =>
    written.spec.images.flatMap((value, index) => {
      const why = scopeFlaw(value)
      return why === undefined ? [] : [{ severity: 'error', at: `spec.images[${index}]`, value, why }]
    }),
}
