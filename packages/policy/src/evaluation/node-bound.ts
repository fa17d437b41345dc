import type { CompiledPolicy, Leaf, PolicyNode } from '../compiled-policy.ts'
import { allOf, anyOf, type Bound, NEVER, nthGreatest } from './bound.ts'
import { candidates, leafClaimBound } from './claim-bound.ts'
import type { JudgedEntry } from './entry.ts'

/** The bound of every node of the table. Children stand before parents, so one pass suffices. */
export function nodeBounds(policy: CompiledPolicy, entry: JudgedEntry): readonly Bound[] {
  const bounds: Bound[] = []
  for (const node of policy.nodes) bounds.push(nodeBound(node, bounds, entry))
  return bounds
}

function nodeBound(node: PolicyNode, before: readonly Bound[], entry: JudgedEntry): Bound {
  if ('any' in node) return anyOf(node.any.map((index) => before[index] ?? NEVER))
  // allOf nothing would hold always: the loader refuses an empty list, and so does this line.
  if ('all' in node) return node.all.length >= 1 ? allOf(node.all.map((index) => before[index] ?? NEVER)) : NEVER
  return leafBound(node, entry)
}

/** Distinct attesters, each by its best claim: one who says it twice still counts once (C52). */
function leafBound(leaf: Leaf, entry: JudgedEntry): Bound {
  const best = leaf.from.map((attester) =>
    anyOf(candidates(leaf, attester, entry).map((claim) => leafClaimBound(claim, leaf, entry))),
  )
  return nthGreatest(best, leaf.count)
}
