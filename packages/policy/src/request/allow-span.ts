import type { CompiledProfile } from '../compiled-profile.ts'
import { governs, readEntry } from '../evaluation/entry.ts'
import { readDocument } from '../evaluation/read-document.ts'
import { ALLOW } from '../evaluation/verdict.ts'

/** Where the end of an allow can lie: later than `now`, not later than `latest`. Epoch seconds. */
export interface AllowSpan {
  readonly now: number
  /** Null where nothing ends it: then the allow has no end either. */
  readonly latest: number | null
}

/**
 * For whoever reads the answer of an engine: no allow outlasts the verification of an image that a policy governs, nor the configuration. Undefined where
 * no allow of this document can be at all: it is malformed, an image is governed by nothing and not let by, or the last end has come.
 */
export function allowSpanOf(document: unknown, profile: CompiledProfile): AllowSpan | undefined {
  const read = readDocument(document)
  if (read === undefined) return undefined
  const { now, images } = read
  const ends = images.map((image) => endOf(image, now, profile))
  const known = ends.filter((end) => end !== undefined)
  if (known.length !== ends.length) return undefined
  const latest = Math.min(...known, profile.validUntil === 'unlimited' ? Number.POSITIVE_INFINITY : profile.validUntil)
  if (!(now < latest)) return undefined
  return { now, latest: latest === Number.POSITIVE_INFINITY ? null : latest }
}

/** Infinity for an image that the profile lets by; undefined for one that cannot be allowed. */
function endOf(image: unknown, now: number, { policies, unmatched }: CompiledProfile): number | undefined {
  const entry = readEntry(image, now)
  if (entry === undefined) return undefined
  if (policies.some((policy) => governs(policy, entry))) return entry.validUntil
  return unmatched === ALLOW ? Number.POSITIVE_INFINITY : undefined
}
