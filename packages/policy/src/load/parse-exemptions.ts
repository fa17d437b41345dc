import { isTime } from '@pawl/document'
import { BOUNDS, DIGEST } from '../bounds.ts'
import type { CompiledPolicy, ExceptedImage, PolicyException, Revoked } from '../compiled-policy.ts'
import { invalid } from '../policy-invalid.ts'
import { distinct, list, members, word } from './members.ts'

export function parseRevoked(value: unknown): Revoked {
  const from = members(value, ['digests', 'statements', 'attesters', 'signers'], 'revoked')
  return {
    digests: entries(from['digests'], 'revoked.digests', digest),
    statements: entries(from['statements'], 'revoked.statements', digest),
    attesters: entries(from['attesters'], 'revoked.attesters', word),
    signers: entries(from['signers'], 'revoked.signers', digest),
  }
}

function entries(value: unknown, at: string, read: (each: unknown, at: string) => string): readonly string[] {
  const found = list(value, 0, BOUNDS.revoked, at).map((each, index) => read(each, `${at}[${index}]`))
  return distinct(found, at)
}

/** A misspelt digest would revoke nothing, in silence. */
function digest(value: unknown, at: string): string {
  return typeof value === 'string' && DIGEST.test(value)
    ? value
    : invalid(at, 'is not a digest: write sha256: and 64 lower-case hexadecimal digits')
}

export function parseException(value: unknown, index: number): PolicyException {
  const at = `exceptions[${index}]`
  const from = members(value, ['digest', 'repository', 'requirement', 'until', 'reason', 'ticket'], at)
  const until = from['until']
  if (!isTime(until)) return invalid(`${at}.until`, 'is not a time')
  return {
    ...parseExcepted(from, at),
    requirement: word(from['requirement'], `${at}.requirement`),
    until,
    reason: word(from['reason'], `${at}.reason`),
    ticket: word(from['ticket'], `${at}.ticket`),
  }
}

function parseExcepted(from: Readonly<Record<string, unknown>>, at: string): ExceptedImage {
  if ((from['digest'] === undefined) === (from['repository'] === undefined)) {
    return invalid(at, 'needs exactly one of digest, repository')
  }
  if (from['digest'] !== undefined) return { digest: digest(from['digest'], `${at}.digest`) }
  return { repository: word(from['repository'], `${at}.repository`) }
}

/** Every exception excepts something, and none of them, nor all together, lets a repository run with nothing required. */
export function checkExceptions({ exceptions, requirements }: CompiledPolicy): void {
  for (const [index, each] of exceptions.entries()) {
    if (!requirements.some(({ name }) => name === each.requirement)) {
      invalid(`exceptions[${index}].requirement`, 'is no requirement of this policy')
    }
  }
  for (const each of exceptions)
    if ('repository' in each) checkRepository(each.repository, { exceptions, requirements })
}

function checkRepository(
  repository: string,
  { exceptions, requirements }: Pick<CompiledPolicy, 'exceptions' | 'requirements'>,
): void {
  const excepted = new Set(
    exceptions.flatMap((each) => ('repository' in each && each.repository === repository ? [each.requirement] : [])),
  )
  if (excepted.size >= requirements.length) {
    invalid(
      'exceptions',
      'except every requirement for a whole repository: nothing would be required of it, leave one out',
    )
  }
}
