import type { CompiledPolicy, Leaf } from '../compiled-policy.ts'
import { allOf, anyOf, type Bound, NEVER } from './bound.ts'
import type { JudgedEntry } from './entry.ts'
import { type LeafResult, leafResult } from './leaf-result.ts'

/** Until when a node holds, and what of it is a leaf. */
export interface NodeResult {
  readonly bound: Bound
  readonly leaf?: { readonly asked: Leaf; readonly answer: LeafResult }
  /** Members of a group. */
  readonly members?: readonly number[]
}

/** The result of every node of the table. Children stand before parents, so one pass suffices. */
export function nodeResults(policy: CompiledPolicy, entry: JudgedEntry): readonly NodeResult[] {
  const results: NodeResult[] = []
  const boundOf = (index: number): Bound => results[index]?.bound ?? NEVER
  for (const node of policy.nodes) {
    if ('any' in node) results.push({ bound: anyOf(node.any.map(boundOf)), members: node.any })
    else if ('all' in node) results.push({ bound: allOf(node.all.map(boundOf)), members: node.all })
    else {
      const answer = leafResult(node, entry)
      results.push({ bound: answer.bound, leaf: { asked: node, answer } })
    }
  }
  return results
}
