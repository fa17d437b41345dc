import { globMatches, isRecord, isTime, LIMITS } from '@pawl/document'
import type { CompiledPolicy } from '../compiled-policy.ts'
import type { Reason } from '../decision.ts'
import { type ClaimTable, readClaims } from './claim-table.ts'

/** An entry that may be judged: well-formed, governed, resolved and within its times. */
export interface JudgedEntry {
  readonly now: number
  readonly repository: string
  /** Absent or not a string in the document: a `{name}` is then never equal. */
  readonly name: string | undefined
  readonly validUntil: number
  /** Last second a claim or a time field may lie at: `verifiedAt` + 300. Against `now` a claim from the future would start to count later (law L5). */
  readonly latest: number
  readonly claims: ClaimTable
}

const DIGEST = /^sha256:[0-9a-f]{64}$/

/**
 * The order of model.md, "Policy": malformed; governed by nothing; no digest; times. Any of them leaves every requirement unmet.
 * The parts of the entry are `unknown` here on purpose: engines see documents that nobody parsed.
 */
export function readEntry(value: unknown, policy: CompiledPolicy, now: number): JudgedEntry | Reason {
  const entry = wellFormed(value)
  if (entry === undefined) return { code: 'entry-malformed' }
  const { repository, name, digest, verifiedAt, validUntil, claims } = entry
  if (!policy.images.some((pattern) => globMatches(pattern.glob, repository))) return { code: 'not-governed' }
  if (digest === undefined) return { code: 'digest-missing' }
  if (!(verifiedAt <= now + LIMITS.skew)) return { code: 'clock-error', at: verifiedAt }
  if (!(now < validUntil)) return { code: 'entry-expired', at: validUntil }
  const latest = verifiedAt + LIMITS.skew
  return { now, repository, name, validUntil, latest, claims: readClaims(claims, latest) }
}

interface WellFormedEntry {
  readonly repository: string
  readonly name: string | undefined
  readonly digest: string | undefined
  readonly verifiedAt: number
  readonly validUntil: number
  readonly claims: readonly unknown[]
}

function wellFormed(value: unknown): WellFormedEntry | undefined {
  if (!isRecord(value)) return undefined
  const { reference, repository, digest, verifiedAt, validUntil, claims, name } = value
  if (!isName(reference) || !isName(repository) || !isClaimList(claims)) return undefined
  if (!isTime(verifiedAt) || !isTime(validUntil) || !isDigestOrAbsent(digest)) return undefined
  return { repository, name: typeof name === 'string' ? name : undefined, digest, verifiedAt, validUntil, claims }
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
