import { globMatches, isRecord, isTime, LIMITS } from '@pawl/document'
import { DIGEST } from '../bounds.ts'
import type { CompiledPolicy } from '../compiled-policy.ts'
import type { Reason } from '../decision.ts'
import { type ClaimTable, readClaims } from './claim-table.ts'
import { withoutRevoked } from './revocation.ts'

/** An entry that is well-formed; whether it may be judged is the policy's question. */
export interface Entry {
  readonly now: number
  readonly repository: string
  /** Absent or not a string in the document: a `{name}` is then never equal. */
  readonly name: string | undefined
  readonly digest: string | undefined
  readonly verifiedAt: number
  readonly validUntil: number
  /** Last second a claim or a time field may lie at: `verifiedAt` + 300. Against `now` a claim from the future would start to count later (law L5). */
  readonly latest: number
  readonly claims: ClaimTable
}

/** An entry that one policy may judge: governed, resolved, not revoked and within its times; `claims` are those that the policy counts. */
export interface JudgedEntry extends Entry {
  readonly digest: string
}

/** The parts of the entry are `unknown` here on purpose: engines see documents that nobody parsed. */
export function readEntry(value: unknown, now: number): Entry | undefined {
  if (!isRecord(value)) return undefined
  const { reference, repository, digest, verifiedAt, validUntil, claims, name } = value
  if (!isName(reference) || !isName(repository) || !isClaimList(claims)) return undefined
  if (!isTime(verifiedAt) || !isTime(validUntil) || !isDigestOrAbsent(digest)) return undefined
  const latest = verifiedAt + LIMITS.skew
  return {
    now,
    repository,
    name: typeof name === 'string' ? name : undefined,
    digest,
    verifiedAt,
    validUntil,
    latest,
    claims: readClaims(claims, latest),
  }
}

export function governs(policy: CompiledPolicy, entry: Entry): boolean {
  return policy.images.some((pattern) => globMatches(pattern.glob, entry.repository))
}

/** The order of model.md, "Policy", after malformed and governed by nothing: no digest; revoked digest, which beats an exception; times. */
export function judgeEntry(entry: Entry, { revoked }: CompiledPolicy): JudgedEntry | Reason {
  const { digest, now, verifiedAt, validUntil } = entry
  if (digest === undefined) return { code: 'digest-missing' }
  if (revoked.digests.includes(digest)) return { code: 'digest-revoked' }
  if (!(verifiedAt <= now + LIMITS.skew)) return { code: 'clock-error', at: verifiedAt }
  if (!(now < validUntil)) return { code: 'entry-expired', at: validUntil }
  return { ...entry, digest, claims: withoutRevoked(entry.claims, revoked) }
}

function isDigestOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && DIGEST.test(value))
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isClaimList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= LIMITS.claims
}
