import type { Leaf, Partner } from '../compiled-policy.ts'
import { type Bound, greatest, least, NEVER, nthGreatest } from './bound.ts'
import { claimBound, claimsOfType, pairBound, type Second, secondsFor } from './claim-bound.ts'
import type { SoundClaim } from './claim-table.ts'
import type { JudgedEntry } from './entry.ts'

/** Until when a leaf holds, and by what. Nobody evaluates a claim again to name it. */
export interface LeafResult {
  readonly leaf: Leaf
  readonly bound: Bound
  /** For each of `from`, until when its best claim passes; never where none passes now. Empty where one attester is enough. */
  readonly best: readonly Bound[]
  /** Statement digests of the claims that pass now, each with those of its partners behind it. */
  readonly by: readonly string[]
}

/** Distinct attesters, each by its best claim: one who says it twice still counts once (C52). */
export function leafResult(leaf: Leaf, entry: JudgedEntry): LeafResult {
  const by: string[] = []
  const claims = claimsOfType(leaf, entry)
  const seconds = leaf.with === undefined ? [] : secondsFor(leaf.with, entry)
  const best: Bound[] = []
  let bound = NEVER
  for (const attester of leaf.from) {
    let own = NEVER
    for (const claim of claims) {
      if (claim.attester !== attester) continue
      own = greatest(own, passOne(claim, leaf, seconds, entry, by))
    }
    bound = greatest(bound, own)
    if (leaf.count !== 1) best.push(own)
  }
  return { leaf, bound: leaf.count === 1 ? bound : nthGreatest(best, leaf.count), best, by }
}

/** Until when one claim passes, its best partner included; names it where that is later than now. */
function passOne(claim: SoundClaim, leaf: Leaf, seconds: readonly Second[], entry: JudgedEntry, by: string[]): Bound {
  const alone = claimBound(claim, leaf, entry)
  if (!(entry.now < alone)) return NEVER
  if (leaf.with !== undefined) return least(alone, passWith(claim, leaf.with, seconds, entry, by))
  by.push(claim.statementDigest)
  return alone
}

/** Until when its best partner passes with a claim. */
function passWith(
  claim: SoundClaim,
  partner: Partner,
  seconds: readonly Second[],
  entry: JudgedEntry,
  by: string[],
): Bound {
  let bound = NEVER
  for (const second of seconds) {
    const joined = pairBound(claim, second, partner)
    if (!(entry.now < joined)) continue
    if (bound === NEVER) by.push(claim.statementDigest)
    by.push(second.claim.statementDigest)
    bound = greatest(bound, joined)
  }
  return bound
}
