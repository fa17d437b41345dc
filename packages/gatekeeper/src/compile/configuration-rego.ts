import { globToRe2 } from '@pawl/document'
import type { CompiledProfile, ProfileTable } from '@pawl/policy'
import type { Asks } from './read-rego.ts'

/** The operator's configuration as a Rego library: JSON is Rego. In decision mode the gateway has the policies, and the template the modes alone. */
export function configurationRego(table: ProfileTable, asks: Asks, provider: string): string {
  const profiles = Object.fromEntries(
    profilesOf(table).map((profile) => [profile.name, asks === 'document' ? profile : { mode: profile.mode }]),
  )
  const namespaces = table.namespaces.map(({ pattern, profile }) => ({
    re2: globToRe2(pattern),
    profile: profile.name,
  }))
  return [
    'package lib.pawl.configuration\n',
    ...Object.entries({ provider, asks, unknown: table.unknown.name, namespaces, profiles }).map(
      ([name, value]) => `${name} := ${JSON.stringify(value)}\n`,
    ),
  ].join('\n')
}

/** Every profile that a namespace can have, each once. */
export function profilesOf(table: ProfileTable): readonly CompiledProfile[] {
  return [...new Map([...table.profiles.values(), table.unknown].map((profile) => [profile.name, profile])).values()]
}
