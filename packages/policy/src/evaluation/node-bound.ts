import type { CompiledPolicy } from '../compiled-policy.ts'
import { allOf, anyOf, type Bound, NEVER } from './bound.ts'
import type { JudgedEntry } from './entry.ts'
import { type LeafResult, leafResult } from './leaf-result.ts'

/** Until when a node holds, and by what: its claims, or its members. */
export type NodeResult = LeafResult | GroupResult

export interface GroupResult {
  readonly bound: Bound
  readonly members: readonly number[]
}

/** The result of every node of the table. Children stand before parents, so one pass suffices. */
export function nodeResults(policy: CompiledPolicy, entry: JudgedEntry): readonly NodeResult[] {
  const results: NodeResult[] = []
  const boundOf = (index: number): Bound => results[index]?.bound ?? NEVER
  for (const node of policy.nodes) {
    if ('any' in node) results.push({ bound: anyOf(node.any.map(boundOf)), members: node.any })
    else if ('all' in node) results.push({ bound: allOf(node.all.map(boundOf)), members: node.all })
    else results.push(leafResult(node, entry))
  }
  return results
}
