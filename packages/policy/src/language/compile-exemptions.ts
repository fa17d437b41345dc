import { didYouMean, parseInstant } from '@pawl/document'
import { BOUNDS } from '../bounds.ts'
import type { ExceptedImage, PolicyException, Revoked } from '../compiled-policy.ts'
import { invalid } from '../policy-invalid.ts'
import type { WrittenException, WrittenRevoked } from './attestation-policy.ts'

export function compileRevoked(written: WrittenRevoked): Revoked {
  const { digests = [], statements = [], attesters = [], signers = [] } = written
  const [d, s, a, g] = [digests, statements, attesters, signers].map((list) => [...new Set(list)])
  return { digests: d ?? [], statements: s ?? [], attesters: a ?? [], signers: g ?? [] }
}

/** `now`, epoch seconds, is when the policy is read: an end that is further away than 90 days is none. */
export function compileException(
  written: WrittenException,
  requirements: readonly string[],
  now: number,
  at: string,
): PolicyException {
  const { requirement, until, reason, ticket } = written
  if (!requirements.includes(requirement)) {
    const otherwise = ': write the name of one under spec.require'
    invalid(`${at}.requirement`, `is no requirement of this policy${didYouMean(requirement, requirements, otherwise)}`)
  }
  const end = parseInstant(until) ?? invalid(`${at}.until`, 'is not an instant: write UTC with whole seconds and Z')
  if (!(end <= now + BOUNDS.exception)) {
    invalid(`${at}.until`, 'is more than 90 days ahead: end it sooner, and renew it if it is still needed')
  }
  return { ...excepted(written, at), requirement, until: end, reason, ticket }
}

function excepted({ digest, repository }: WrittenException, at: string): ExceptedImage {
  if (digest !== undefined) return { digest }
  return repository === undefined ? invalid(at, 'names no image') : { repository }
}
