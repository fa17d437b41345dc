import type { CompiledPolicy, Leaf } from './compiled-policy.ts'

/** A requirement as a tree: what the flat table of the normal form says, for those who describe and compare it. */
export type NodeTree = Leaf | { readonly any: readonly NodeTree[] } | { readonly all: readonly NodeTree[] }

/** Undefined only for an index that the loader would have refused. */
export function nodeTree(policy: CompiledPolicy, index: number): NodeTree | undefined {
  const node = policy.nodes[index]
  if (node === undefined) return undefined
  if ('any' in node) return { any: membersOf(policy, node.any) }
  return 'all' in node ? { all: membersOf(policy, node.all) } : node
}

function membersOf(policy: CompiledPolicy, indices: readonly number[]): readonly NodeTree[] {
  return indices.map((each) => nodeTree(policy, each)).filter((each) => each !== undefined)
}
