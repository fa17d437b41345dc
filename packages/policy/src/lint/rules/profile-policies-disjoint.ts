import { globsIntersect } from '@pawl/document'
import type { CompiledPolicy } from '../../compiled-policy.ts'
import type { ProfileRule } from '../lint-rule.ts'

/** Several policies join by AND only over images that more than one governs. Here none is. */
export const profilePoliciesDisjoint: ProfileRule = {
  code: 'profile-policies-disjoint',
  find: ({ profiles }) =>
    [...(profiles?.table.profiles.values() ?? [])].flatMap(({ name, policies }, index) => {
      const overlap = policies.some((one, n) => policies.slice(n + 1).some((other) => canGovernOne(one, other)))
      if (policies.length < 2 || overlap) return []
      return [{ severity: 'note', at: `spec.profiles[${index}].policies`, profile: name }]
    }),
}

function canGovernOne(one: CompiledPolicy, other: CompiledPolicy): boolean {
  return one.images.some((a) => other.images.some((b) => globsIntersect(a.glob, b.glob)))
}
