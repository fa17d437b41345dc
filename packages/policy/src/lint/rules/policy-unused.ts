import type { ProfileRule } from '../lint-rule.ts'

/** A policy that was given and that no profile names: it never judges anything. */
export const policyUnused: ProfileRule = {
  code: 'policy-unused',
  find: ({ policies, profiles }) => {
    if (profiles === undefined) return []
    const used = new Set(profiles.written.spec.profiles.flatMap((each) => each.policies))
    return policies.flatMap(({ name }) =>
      used.has(name) ? [] : [{ severity: 'warning', at: 'spec.profiles', policy: name }],
    )
  },
}
