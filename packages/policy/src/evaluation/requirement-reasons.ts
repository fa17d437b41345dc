import type { ClaimTest, Leaf, Partner, PolicyException } from '../compiled-policy.ts'
import type { Reason } from '../decision.ts'
import { claimsOfType, secondsFor } from './claim-bound.ts'
import { claimReason, pairReasons } from './claim-reason.ts'
import type { SoundClaim } from './claim-table.ts'
import type { JudgedEntry } from './entry.ts'
import type { LeafResult } from './leaf-result.ts'
import type { NodeResult } from './node-bound.ts'

/** Why a node does not hold: the reasons of every leaf below it that does not, and of exceptions that are over. Never empty. */
export function reasonsFor(
  node: number,
  results: readonly NodeResult[],
  exceptions: readonly PolicyException[],
  entry: JudgedEntry,
): readonly [Reason, ...Reason[]] {
  const reasons: Reason[] = []
  addUnheld(node, results, entry, reasons)
  const ended = exceptions.filter((each) => !(entry.now < each.until))
  for (const { until } of ended) reasons.push({ code: 'exception-ended', at: until })
  return isFilled(reasons) ? reasons : [{ code: 'claim-missing' }]
}

function isFilled(reasons: readonly Reason[]): reasons is readonly [Reason, ...Reason[]] {
  return reasons.length >= 1
}

function addUnheld(index: number, results: readonly NodeResult[], entry: JudgedEntry, reasons: Reason[]): void {
  const result = results[index]
  if (result === undefined || entry.now < result.bound) return
  if (!('members' in result)) addOfLeaf(result, entry, reasons)
  else for (const member of result.members) addUnheld(member, results, entry, reasons)
}

function addOfLeaf({ leaf, best }: LeafResult, entry: JudgedEntry, reasons: Reason[]): void {
  if (leaf.count > 1) reasons.push(tooFew(leaf, best.filter((each) => entry.now < each).length))
  const passing = addOfEach(leaf, entry, reasons)
  if (leaf.with !== undefined && passing.length >= 1) addOfPairs(passing, leaf.with, entry, reasons)
}

function tooFew(leaf: Leaf, found: number): Reason {
  return { code: 'not-enough-attesters', claim: leaf.claim, found, needed: leaf.count }
}

/** Why each claim of a type does not pass on its own; that there is none, where there is none. Returns those that pass. */
function addOfEach(test: ClaimTest, entry: JudgedEntry, reasons: Reason[]): readonly SoundClaim[] {
  const passing: SoundClaim[] = []
  const claims = claimsOfType(test, entry)
  const unsound = entry.claims.unsound.filter((claim) => claim.type === test.claim)
  if (claims.length === 0 && unsound.length === 0) reasons.push({ code: 'claim-missing', claim: test.claim })
  for (const claim of claims) {
    const reason = claimReason(claim, test, entry)
    if (reason === undefined) passing.push(claim)
    else reasons.push(reason)
  }
  for (const { type, ...claim } of unsound) reasons.push({ claim: type, ...claim })
  return passing
}

/** Why claims that pass on their own do not pass in pairs; where there is nothing to pair with, why not. */
function addOfPairs(passing: readonly SoundClaim[], partner: Partner, entry: JudgedEntry, reasons: Reason[]): void {
  const seconds = secondsFor(partner, entry)
  for (const claim of passing) reasons.push(...pairReasons(claim, partner, seconds, entry))
  if (seconds.length === 0) addOfEach(partner, entry, reasons)
}
