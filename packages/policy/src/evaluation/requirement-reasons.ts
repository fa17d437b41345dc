import type { ClaimTest, Leaf, PolicyException } from '../compiled-policy.ts'
import type { Reason } from '../decision.ts'
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
  const ended = exceptions.filter((each) => !(entry.now < each.until))
  const [first, ...rest] = [
    ...unheld(node, results, entry),
    ...ended.map(({ until }): Reason => ({ code: 'exception-ended', at: until })),
  ]
  return first === undefined ? [{ code: 'claim-missing' }] : [first, ...rest]
}

function unheld(index: number, results: readonly NodeResult[], entry: JudgedEntry): readonly Reason[] {
  const result = results[index]
  if (result === undefined || entry.now < result.bound) return []
  if (result.leaf !== undefined) return leafReasons(result.leaf.asked, result.leaf.answer, entry)
  return (result.members ?? []).flatMap((member) => unheld(member, results, entry))
}

function leafReasons(leaf: Leaf, { attesters }: LeafResult, entry: JudgedEntry): readonly Reason[] {
  const partner = leaf.with
  const reasons = [
    ...typeReasons(leaf, entry),
    ...ofType(leaf.claim, entry)
      .filter((claim) => claimReason(claim, leaf, entry) === undefined)
      .flatMap((claim) => pairReasons(claim, leaf, entry)),
  ]
  const withoutPartner = reasons.some((reason) => reason.code === 'partner-missing')
  return [
    ...(leaf.count > 1
      ? [{ code: 'not-enough-attesters' as const, claim: leaf.claim, found: attesters, needed: leaf.count }]
      : []),
    ...reasons,
    ...(withoutPartner && partner !== undefined ? typeReasons(partner, entry) : []),
  ]
}

/** Why each claim of a type does not pass on its own; that there is none, where there is none. */
function typeReasons(test: ClaimTest, entry: JudgedEntry): readonly Reason[] {
  const claims = ofType(test.claim, entry)
  const unsound = entry.claims.unsound.filter((claim) => claim.type === test.claim)
  if (claims.length === 0 && unsound.length === 0) return [{ code: 'claim-missing', claim: test.claim }]
  return [
    ...claims.map((claim) => claimReason(claim, test, entry)).filter((reason) => reason !== undefined),
    ...unsound.map(({ type, ...claim }) => ({ claim: type, ...claim })),
  ]
}

function ofType(type: string, entry: JudgedEntry): readonly SoundClaim[] {
  return [...(entry.claims.sound.get(type)?.values() ?? [])].flat()
}
