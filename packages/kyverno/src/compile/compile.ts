import { ConfigurationInvalid } from '@pawl/document'
import { type CompiledProfile, effectiveMode, type Mode, type ProfileTable } from '@pawl/policy'
import { clusterPolicy, type LegacyGateway } from './cluster-policy.ts'
import type { Manifest } from './manifest.ts'
import { mutatingPolicy } from './mutating-policy.ts'
import type { CompileOptions } from './options.ts'
import { summaryReaderRole } from './summary-reader-role.ts'
import { validatingPolicy } from './validating-policy.ts'

/** Bytes of JSON of an object: `kubectl apply` keeps it in an annotation, and all of them have 256 KiB. */
const MOST = 250_000

/** Code points of one expression: CEL takes 100,000, and Kyverno leaves a policy out that does not compile. */
const MOST_EXPRESSION = 90_000

const MODES: readonly Mode[] = ['enforce', 'warn', 'audit']

/** What is applied for Kyverno. Throws ConfigurationInvalid `policy-invalid` where the policies are too large for one object or one expression. */
export function compileKyverno(table: ProfileTable, options: CompileOptions): readonly Manifest[] {
  const manifests = profilesOf(table).flatMap((profile) =>
    modesOf(profile).map((mode) => validatingPolicy(profile, mode, table, options)),
  )
  for (const manifest of manifests) checkSize(manifest)
  const { judged, pins } = options
  if (judged.asks === 'resource') return [summaryReaderRole(), ...manifests]
  return [...(pins ? [mutatingPolicy(judged.gateway, options)] : []), ...manifests]
}

/** The same by the older kind of policy, for Kyverno 1.19 and before. A MutatingPolicy pins there too. */
export function compileLegacyKyverno(
  table: ProfileTable,
  gateway: LegacyGateway,
  options: Omit<CompileOptions, 'judged'>,
): readonly Manifest[] {
  const policies = profilesOf(table).flatMap((profile) =>
    modesOf(profile).map((mode) => clusterPolicy(profile, mode, gateway, { table, options })),
  )
  return [...(options.pins ? [mutatingPolicy(gateway, options)] : []), ...policies]
}

/** That of the profile, which denies what is refused as a whole, and those in which its policies deny. */
function modesOf(profile: CompiledProfile): readonly Mode[] {
  const used = new Set([profile.mode, ...profile.policies.map((each) => effectiveMode(profile, each))])
  return MODES.filter((mode) => used.has(mode))
}

/** Every profile that a namespace can have, each once. */
function profilesOf(table: ProfileTable): readonly CompiledProfile[] {
  return [...new Map([...table.profiles.values(), table.unknown].map((profile) => [profile.name, profile])).values()]
}

function checkSize(manifest: Manifest): void {
  const written = JSON.stringify(manifest)
  const expressions = [...written.matchAll(/"(?:expression|messageExpression)":"((?:[^"\\]|\\.)*)"/g)]
  const longest = Math.max(...expressions.map(([, expression = '']) => expression.length))
  if (Buffer.byteLength(written) <= MOST && longest <= MOST_EXPRESSION) return
  throw new ConfigurationInvalid('policy-invalid', [
    {
      at: '',
      message: 'is too large for a policy of Kyverno: compile in decision mode, where the gateway holds the policies',
    },
  ])
}
