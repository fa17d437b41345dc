import type { CompiledPolicy, Leaf } from '../compiled-policy.ts'
import type { Bound } from './bound.ts'
import { candidates, leafClaimBound, pairBound, partners } from './claim-bound.ts'
import type { JudgedEntry } from './entry.ts'

/** Statement digests of the claims that make a node hold, partners included, without duplicates. */
export function contributors(
  node: number,
  policy: CompiledPolicy,
  bounds: readonly Bound[],
  entry: JudgedEntry,
): readonly string[] {
  return [...new Set(collect(node, policy, bounds, entry))]
}

function collect(
  index: number,
  policy: CompiledPolicy,
  bounds: readonly Bound[],
  entry: JudgedEntry,
): readonly string[] {
  const node = policy.nodes[index]
  const bound = bounds[index]
  if (node === undefined || bound === undefined || !(entry.now < bound)) return []
  if ('any' in node) return node.any.flatMap((member) => collect(member, policy, bounds, entry))
  if ('all' in node) return node.all.flatMap((member) => collect(member, policy, bounds, entry))
  return ofLeaf(node, entry)
}

function ofLeaf(leaf: Leaf, entry: JudgedEntry): readonly string[] {
  const partner = leaf.with
  return leaf.from
    .flatMap((attester) => candidates(leaf, attester, entry))
    .filter((claim) => entry.now < leafClaimBound(claim, leaf, entry))
    .flatMap((claim) => [
      claim.statementDigest,
      ...(partner === undefined
        ? []
        : partners(partner, entry)
            .filter((second) => entry.now < pairBound(claim, second, partner, entry))
            .map((second) => second.statementDigest)),
    ])
}
