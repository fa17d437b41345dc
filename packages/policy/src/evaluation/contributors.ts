import { distinct } from './lookup.ts'
import type { NodeResult } from './node-bound.ts'

/** Statement digests of the claims that make a node hold now, partners included, without duplicates. */
export function contributors(node: number, results: readonly NodeResult[], now: number): readonly string[] {
  return distinct(collect(node, results, now))
}

const NONE: readonly string[] = []

function collect(node: number, results: readonly NodeResult[], now: number): readonly string[] {
  const result = results[node]
  if (result === undefined || !(now < result.bound)) return NONE
  return 'members' in result ? result.members.flatMap((member) => collect(member, results, now)) : result.by
}
