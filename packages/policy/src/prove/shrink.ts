import { type Ask, holds } from './checks.ts'
import type { Candidate } from './counterexample.ts'
import { removals, simplifications } from './reductions.ts'

/** The smallest counterexample that removing and simplifying lead to, one step after the other. */
export async function shrink(candidate: Candidate, now: number, ask: Ask): Promise<Candidate> {
  let smallest = candidate
  for (;;) {
    const smaller =
      (await firstThatHolds(smallest, removals(smallest.tree), ask)) ??
      (await firstThatHolds(smallest, simplifications(smallest.tree, now), ask))
    if (smaller === undefined) return smallest
    smallest = smaller
  }
}

async function firstThatHolds(from: Candidate, trees: readonly unknown[], ask: Ask): Promise<Candidate | undefined> {
  for (const tree of trees) {
    const candidate = { kind: from.kind, tree }
    if (await holds(candidate, ask)) return candidate
  }
  return undefined
}
