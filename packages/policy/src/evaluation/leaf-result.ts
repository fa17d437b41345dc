import type { ClaimTest, Leaf } from '../compiled-policy.ts'
import { type Bound, least, NEVER, nthGreatest } from './bound.ts'
import { candidates, claimBound, pairBound } from './claim-bound.ts'
import type { SoundClaim } from './claim-table.ts'
import type { JudgedEntry } from './entry.ts'

/** A claim that passes a leaf now, with the partners that it passes with. */
export interface Passing {
  readonly claim: SoundClaim
  readonly partners: readonly SoundClaim[]
}

/** Until when a leaf holds, and by what. Nobody evaluates a claim again to name it. */
export interface LeafResult {
  readonly bound: Bound
  readonly passing: readonly Passing[]
  /** Distinct attesters of `passing`. */
  readonly attesters: number
}

/** A second claim that passes on its own now. */
interface Partnering {
  readonly claim: SoundClaim
  readonly alone: Bound
}

/** Distinct attesters, each by its best claim: one who says it twice still counts once (C52). */
export function leafResult(leaf: Leaf, entry: JudgedEntry): LeafResult {
  const passing: Passing[] = []
  const best: Bound[] = []
  const partners = leaf.with === undefined ? [] : ableTo(leaf.with, entry)
  for (const attester of leaf.from) {
    let bound = NEVER
    for (const claim of candidates(leaf, attester, entry)) {
      bound = Math.max(bound, passOne(claim, leaf, partners, entry, passing))
    }
    if (entry.now < bound) best.push(bound)
  }
  return { bound: nthGreatest(best, leaf.count), passing, attesters: best.length }
}

/** Until when one claim passes, its best partner included; notes it where that is later than now. */
function passOne(
  claim: SoundClaim,
  leaf: Leaf,
  able: readonly Partnering[],
  entry: JudgedEntry,
  passing: Passing[],
): Bound {
  const alone = claimBound(claim, leaf, entry)
  if (!(entry.now < alone)) return NEVER
  const partner = leaf.with
  if (partner === undefined) {
    passing.push({ claim, partners: [] })
    return alone
  }
  const partners: SoundClaim[] = []
  let bound = NEVER
  for (const second of able) {
    const joined = pairBound(claim, second.claim, second.alone, partner)
    if (!(entry.now < joined)) continue
    bound = Math.max(bound, joined)
    partners.push(second.claim)
  }
  if (partners.length >= 1) passing.push({ claim, partners })
  return least(alone, bound)
}

function ableTo(test: ClaimTest, entry: JudgedEntry): readonly Partnering[] {
  const able: Partnering[] = []
  for (const attester of test.from) {
    for (const claim of candidates(test, attester, entry)) {
      const alone = claimBound(claim, test, entry)
      if (entry.now < alone) able.push({ claim, alone })
    }
  }
  return able
}
