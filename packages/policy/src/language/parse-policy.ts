import type { CompiledPolicy } from '../compiled-policy.ts'
import { parseCompiledPolicy } from '../load/parse-compiled-policy.ts'
import { PolicyInvalid, type Problem } from '../policy-invalid.ts'
import { compilePolicy } from './compile-policy.ts'
import { attestationPolicy } from './policy-schema.ts'

/**
 * Reads a policy as people write it, already parsed from YAML or JSON, and compiles it to the normal form.
 * Throws PolicyInvalid with every problem and its place.
 */
export function parsePolicy(value: unknown): CompiledPolicy {
  const read = attestationPolicy.safeParse(value, { reportInput: false })
  if (!read.success) throw new PolicyInvalid(read.error.issues.flatMap(problems))
  // The compiler's own output passes the gate that every engine's loader has: one set of bounds, tested in one place.
  return parseCompiledPolicy(compilePolicy(read.data))
}

interface Issue {
  readonly code?: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
}

function problems(issue: Issue): readonly Problem[] {
  const at = place(issue.path)
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => ({
      at: place([...issue.path, key]),
      message: 'is not a member that is known here',
    }))
  }
  return [{ at, message: plain(issue.message) }]
}

function plain(words: string): string {
  if (words.endsWith('received undefined')) return 'is missing'
  const message = words.replace(/^Invalid input: /, '')
  return message.charAt(0).toLowerCase() + message.slice(1)
}

/** `spec.require[0].where[1]`; a member that is no plain word is quoted and escaped. */
function place(path: readonly PropertyKey[]): string {
  return path.reduce<string>((at, part) => {
    if (typeof part === 'number') return `${at}[${part}]`
    const word = /^[A-Za-z][A-Za-z0-9]*$/.test(String(part)) ? String(part) : JSON.stringify(String(part))
    return at === '' ? word : `${at}.${word}`
  }, '')
}
