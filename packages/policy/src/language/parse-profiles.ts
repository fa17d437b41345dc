import { ConfigurationInvalid, configurationProblems, didYouMean, globMatches, globsIntersect } from '@pawl/document'
import { z } from 'zod'
import type { CompiledPolicy } from '../compiled-policy.ts'
import type { CompiledProfile } from '../compiled-profile.ts'
import { parseCompiledProfile } from '../load/parse-compiled-profile.ts'
import { invalid } from '../policy-invalid.ts'
import type { ProfileConfiguration, WrittenProfile } from './profile-configuration.ts'
import { profileConfiguration } from './profile-schema.ts'

/** Which profile judges which namespace. */
export interface ProfileTable {
  /** By name. */
  readonly profiles: ReadonlyMap<string, CompiledProfile>
  /** In the order of the file; no namespace matches the patterns of two profiles. */
  readonly namespaces: readonly { readonly pattern: string; readonly profile: CompiledProfile }[]
  /** The strictest: for every namespace that is not known here. */
  readonly unknown: CompiledProfile
}

/**
 * Reads a ProfileConfiguration, already parsed from YAML or JSON. `policies` are those that it may name; `validUntil` is the end of the signed bundle
 * that it came in, epoch seconds, or the word for files given by hand. Throws ConfigurationInvalid.
 */
export function parseProfiles(
  value: unknown,
  policies: readonly CompiledPolicy[],
  validUntil: CompiledProfile['validUntil'],
): ProfileTable {
  const read = profileConfiguration.safeParse(value, { reportInput: false })
  if (!read.success)
    throw new ConfigurationInvalid(
      'policy-invalid',
      configurationProblems(read.error.issues, {
        schema: z.toJSONSchema(profileConfiguration, { io: 'input' }),
        absent: new Map(),
      }),
    )
  const { spec } = read.data
  const profiles = new Map<string, CompiledProfile>()
  for (const [index, written] of spec.profiles.entries()) {
    const at = `spec.profiles[${index}]`
    if (profiles.has(written.name)) invalid(`${at}.name`, 'stands twice: give each profile its own name')
    profiles.set(written.name, compileProfile(written, policies, validUntil, at))
  }
  return { profiles, namespaces: namespacesOf(spec, profiles), unknown: unknownOf(spec, profiles) }
}

/** The profile of a namespace by its name. What no profile names gets the strictest. */
export function profileFor(namespace: string, table: ProfileTable): CompiledProfile {
  return table.namespaces.find(({ pattern }) => globMatches(pattern, namespace))?.profile ?? table.unknown
}

function compileProfile(
  written: WrittenProfile,
  policies: readonly CompiledPolicy[],
  validUntil: CompiledProfile['validUntil'],
  at: string,
): CompiledProfile {
  const names = policies.map((policy) => policy.name)
  const named = [...new Set(written.policies)].map(
    (name) =>
      policies.find((policy) => policy.name === name) ??
      invalid(
        `${at}.policies[${written.policies.indexOf(name)}]`,
        `is not the name of a policy that was given${didYouMean(name, names, ': give its file too')}`,
      ),
  )
  // The same gate as for every engine's loader.
  return parseCompiledProfile({
    apiVersion: 'pawl.dev/v1',
    kind: 'CompiledProfile',
    name: written.name,
    mode: written.mode,
    unmatched: written.unmatched ?? 'deny',
    validUntil,
    policies: named,
  })
}

function namespacesOf(
  spec: ProfileConfiguration['spec'],
  profiles: ReadonlyMap<string, CompiledProfile>,
): ProfileTable['namespaces'] {
  const table: { at: string; pattern: string; profile: CompiledProfile }[] = []
  for (const [index, written] of spec.profiles.entries()) {
    const profile = profiles.get(written.name)
    for (const [n, pattern] of written.namespaces.entries()) {
      const at = `spec.profiles[${index}].namespaces[${n}]`
      // Which of two profiles judges must not depend on the order of a file.
      const other = table.find((each) => each.profile !== profile && globsIntersect(each.pattern, pattern))
      if (other !== undefined) {
        invalid(at, `can match a namespace that ${other.at} matches too: make the two patterns distinct`)
      }
      if (profile !== undefined) table.push({ at, pattern, profile })
    }
  }
  return table
}

function unknownOf(
  spec: ProfileConfiguration['spec'],
  profiles: ReadonlyMap<string, CompiledProfile>,
): CompiledProfile {
  const at = 'spec.unknownNamespaces'
  const profile =
    profiles.get(spec.unknownNamespaces) ??
    invalid(
      at,
      `is not the name of a profile here${didYouMean(spec.unknownNamespaces, profiles.keys(), ': write its name under spec.profiles')}`,
    )
  if (profile.mode !== 'enforce' || profile.unmatched !== 'deny') {
    // Whoever may create a namespace would choose the weaker profile by its name.
    invalid(at, 'is not closed: name a profile in mode enforce with unmatched: deny')
  }
  return profile
}
