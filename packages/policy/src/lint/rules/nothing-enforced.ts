import { effectiveMode } from '../../compiled-profile.ts'
import type { ProfileRule } from '../lint-rule.ts'

/** Whatever is denied runs all the same. */
export const nothingEnforced: ProfileRule = {
  code: 'nothing-enforced',
  find: ({ policies, profiles }) => {
    const modes =
      profiles === undefined
        ? policies.map(({ mode }) => mode)
        : [...profiles.table.profiles.values()].flatMap((profile) =>
            profile.policies.map((policy) => effectiveMode(profile, policy)),
          )
    if (modes.length === 0 || modes.includes('enforce')) return []
    return [{ severity: 'note', at: profiles === undefined ? 'spec.mode' : 'spec.profiles' }]
  },
}
