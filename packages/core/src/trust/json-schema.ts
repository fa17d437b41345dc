import { z } from 'zod'
import { trustConfiguration } from './trust-schema.ts'

/** The JSON Schema (draft 2020-12) that `@pawl/core/schemas/trust-configuration.json` holds. */
export function trustConfigurationJsonSchema(): unknown {
  return z.toJSONSchema(trustConfiguration, { io: 'input' })
}
