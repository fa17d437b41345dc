import { ConfigurationInvalid, configurationProblems } from '@pawl/document'
import { z } from 'zod'
import type { CompiledPolicy } from '../compiled-policy.ts'
import { parseCompiledPolicy } from '../load/parse-compiled-policy.ts'
import { ABSENT } from './absent-members.ts'
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
      configurationProblems(read.error.issues, {
        schema: z.toJSONSchema(attestationPolicy, { io: 'input' }),
        absent: ABSENT,
      }),
    )
  return load(compilePolicy(read.data, now))
}

/** The compiler's own output passes the gate that every engine's loader has: one set of bounds, tested in one place. */
function load(compiled: CompiledPolicy): CompiledPolicy {
  try {
    return parseCompiledPolicy(compiled)
  } catch (error) {
    if (!(error instanceof ConfigurationInvalid)) throw error
    throw new ConfigurationInvalid(
      error.code,
      error.problems.map(({ at, message }) => ({ at: writtenPlace(at), message })),
    )
  }
}

/** What the shape of the written policy cannot say is said of the normal form, which nobody wrote. */
function writtenPlace(at: string): string {
  if (at === 'nodes' || at === 'requirements') return 'spec.require'
  return at === 'policy' ? 'spec' : `spec.${at}`
}
