import type { CompiledPolicy } from '../compiled-policy.ts'
import { parseProfiles } from '../language/parse-profiles.ts'
import { profileConfiguration } from '../language/profile-schema.ts'
import type { LintFinding } from './lint-finding.ts'
import { PROFILE_RULES } from './rule-list.ts'

/**
 * What there is to say about policies together. `value` is a ProfileConfiguration, already parsed from YAML or JSON; undefined where there is none: then
 * the places are those of the first policy. Throws ConfigurationInvalid.
 */
export function lintProfiles(value: unknown, policies: readonly CompiledPolicy[]): readonly LintFinding[] {
  const table = value === undefined ? undefined : parseProfiles(value, policies, 'unlimited')
  const profiles = table === undefined ? undefined : { written: profileConfiguration.parse(value), table }
  const file = profiles === undefined ? 'policy' : 'profiles'
  return PROFILE_RULES.flatMap(({ code, find }) =>
    find({ policies, profiles }).map((found) => ({ ...found, code, file }) as const),
  )
}
