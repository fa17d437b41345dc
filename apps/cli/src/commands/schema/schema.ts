import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Terminal } from '../../output/terminal.ts'

/** The schemas by name: where the package that owns it publishes it, and what it is of. */
const SCHEMAS = {
  'attestation-policy': ['@pawl/policy/schemas/attestation-policy.json', 'a policy, as people write it'],
  'trust-configuration': ['@pawl/core/schemas/trust-configuration.json', 'a trust configuration'],
  'profile-configuration': ['@pawl/policy/schemas/profile-configuration.json', 'profiles, by namespace'],
  'compiled-policy': ['@pawl/policy/schemas/compiled-policy.json', 'a policy in its normal form, for engines'],
  'compiled-profile': ['@pawl/policy/schemas/compiled-profile.json', 'a profile in its normal form, for engines'],
  'attestation-input': ['@pawl/document/schema.json', 'the input document, as pawl input prints it'],
} as const

export const SCHEMA_NAMES: readonly string[] = Object.keys(SCHEMAS)

/** Prints one schema, byte for byte as its package holds it; without a name, which there are. */
export function schema(name: string | undefined, out: Terminal): 0 {
  const found = Object.entries(SCHEMAS).find(([each]) => each === name)
  if (found !== undefined) {
    const [, [specifier]] = found
    out.write(readFileSync(createRequire(import.meta.url).resolve(specifier), 'utf8').trimEnd())
    return 0
  }
  const width = Math.max(...SCHEMA_NAMES.map((each) => each.length))
  for (const [each, [, what]] of Object.entries(SCHEMAS)) out.write(`${each.padEnd(width)}  ${what}`)
  return 0
}
