import { globMatches } from '@pawl/document'
import type { PolicyRule } from '../lint-rule.ts'
import { scopeFlaw } from '../scope-flaw.ts'

/** A pattern that governs none of the repositories that were named. */
export const scopeMatchesNothing: PolicyRule = {
  code: 'scope-matches-nothing',
  find: ({ written }, { repositories }) => {
    if (repositories === undefined) return []
    return written.spec.images.flatMap((value, index) =>
      scopeFlaw(value) !== undefined || repositories.some((each) => globMatches(value, each))
        ? []
        : [{ severity: 'warning', at: `spec.images[${index}]`, value, found: 0, needed: repositories.length }],
    )
  },
}
