import { z } from 'zod'
import { attestationPolicy } from '../language/policy-schema.ts'
import { profileConfiguration } from '../language/profile-schema.ts'
import { compiledPolicy, compiledProfile } from './compiled-policy-schema.ts'

/** The JSON Schemas (draft 2020-12) that the package publishes, by the names of their files in `schemas`. */
export function jsonSchemas(): Readonly<Record<string, unknown>> {
  const sources = {
    'attestation-policy': attestationPolicy,
    'profile-configuration': profileConfiguration,
    'compiled-policy': compiledPolicy,
    'compiled-profile': compiledProfile,
  }
  return Object.fromEntries(
    Object.entries(sources).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })]),
  )
}
