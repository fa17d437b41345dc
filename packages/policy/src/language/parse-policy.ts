import { ConfigurationInvalid, configurationProblems } from '@pawl/document'
import { z } from 'zod'
import type { CompiledPolicy } from '../compiled-policy.ts'
import { parseCompiledPolicy } from '../load/parse-compiled-policy.ts'
import { compilePolicy } from './compile-policy.ts'
import { attestationPolicy } from './policy-schema.ts'

/**
 * Reads a policy as people write it, already parsed from YAML or JSON, and compiles it to the normal form.
 * `now`, epoch seconds, is when it is read: exceptions end within 90 days of that. Throws ConfigurationInvalid with every problem and its place.
 */
export function parsePolicy(value: unknown, now: number): CompiledPolicy {
  const read = attestationPolicy.safeParse(value, { reportInput: false })
  if (!read.success)
    throw new ConfigurationInvalid(
      'policy-invalid',
      configurationProblems(read.error.issues, z.toJSONSchema(attestationPolicy, { io: 'input' })),
    )
  // The compiler's own output passes the gate that every engine's loader has: one set of bounds, tested in one place.
  return parseCompiledPolicy(compilePolicy(read.data, now))
}
