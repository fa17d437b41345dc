import type { NodeResult } from './node-bound.ts'

/** Statement digests of the claims that make a node hold now, partners included, without duplicates. */
export function contributors(node: number, results: readonly NodeResult[], now: number): readonly string[] {
  const found = new Set<string>()
  collect(node, results, now, found)
  return [...found]
}

function collect(node: number, results: readonly NodeResult[], now: number, found: Set<string>): void {
  const result = results[node]
  if (result === undefined || !(now < result.bound)) return
  for (const member of result.members ?? []) collect(member, results, now, found)
  for (const { claim, partners } of result.leaf?.answer.passing ?? []) {
    found.add(claim.statementDigest)
    for (const partner of partners) found.add(partner.statementDigest)
  }
}
