import type { ClaimTest, CompiledPolicy, Leaf } from '../compiled-policy.ts'
import type { Reason } from '../decision.ts'
import type { Bound } from './bound.ts'
import { candidates, leafClaimBound } from './claim-bound.ts'
import { claimReason, pairReasons } from './claim-reason.ts'
import type { SoundClaim } from './claim-table.ts'
import type { JudgedEntry } from './entry.ts'

/** Why a node does not hold: the reasons of every leaf below it that does not. Never empty. */
export function reasonsFor(
  node: number,
  policy: CompiledPolicy,
  bounds: readonly Bound[],
  entry: JudgedEntry,
): readonly [Reason, ...Reason[]] {
  const [first, ...rest] = unheldLeaves(node, policy, bounds, entry).flatMap((leaf) => leafReasons(leaf, entry))
  return first === undefined ? [{ code: 'claim-missing' }] : [first, ...rest]
}

function unheldLeaves(
  index: number,
  policy: CompiledPolicy,
  bounds: readonly Bound[],
  entry: JudgedEntry,
): readonly Leaf[] {
  const node = policy.nodes[index]
  const bound = bounds[index]
  if (node === undefined || (bound !== undefined && entry.now < bound)) return []
  if ('any' in node) return node.any.flatMap((member) => unheldLeaves(member, policy, bounds, entry))
  if ('all' in node) return node.all.flatMap((member) => unheldLeaves(member, policy, bounds, entry))
  return [node]
}

function leafReasons(leaf: Leaf, entry: JudgedEntry): readonly Reason[] {
  const found = leaf.from.filter((attester) =>
    candidates(leaf, attester, entry).some((claim) => entry.now < leafClaimBound(claim, leaf, entry)),
  ).length
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
      ? [{ code: 'not-enough-attesters' as const, claim: leaf.claim, found, needed: leaf.count }]
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
    ...unsound.map(({ code, type }) => ({ code, claim: type })),
  ]
}

function ofType(type: string, entry: JudgedEntry): readonly SoundClaim[] {
  return [...(entry.claims.sound.get(type)?.values() ?? [])].flat()
}
