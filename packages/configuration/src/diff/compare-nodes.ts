import { canonicalJson } from '@pawl/document'
import type { ClaimTest, Leaf, NodeTree } from '@pawl/policy'
import { type Direction, joined, whenMore } from './direction.ts'

/** Whether what a requirement asks for became more or less. Said only where one is surely contained in the other; `either` otherwise. */
export function compareNodes(before: NodeTree, after: NodeTree): Direction {
  if (text(before) === text(after)) return 'same'
  if ('any' in before) return 'any' in after ? compareMembers(before.any, after.any, 'opens') : 'either'
  if ('all' in before) return 'all' in after ? compareMembers(before.all, after.all, 'closes') : 'either'
  return 'any' in after || 'all' in after ? 'either' : compareLeaves(before, after)
}

function compareMembers(before: readonly NodeTree[], after: readonly NodeTree[], more: Direction): Direction {
  const gone = before.filter((each) => !after.some((other) => text(each) === text(other)))
  const come = after.filter((each) => !before.some((other) => text(each) === text(other)))
  const [old] = gone
  const [now] = come
  if (gone.length === 1 && come.length === 1 && old !== undefined && now !== undefined) return compareNodes(old, now)
  return whenMore(more, come.length > 0, gone.length > 0)
}

function compareLeaves(before: Leaf, after: Leaf): Direction {
  if (before.claim !== after.claim) return 'either'
  return joined([
    compareTests(before, after),
    whenMore('closes', after.count > before.count, after.count < before.count),
    comparePartners(before, after),
  ])
}

function comparePartners({ with: before }: Leaf, { with: after }: Leaf): Direction {
  if (before === undefined || after === undefined) {
    return whenMore('closes', after !== undefined, before !== undefined)
  }
  if (before.claim !== after.claim) return 'either'
  return joined([
    compareTests(before, after),
    compareSets(before.covers, after.covers, 'closes'),
    compareSets(before.equal, after.equal, 'closes'),
  ])
}

function compareTests(before: ClaimTest, after: ClaimTest): Direction {
  const [old, now] = [seconds(before), seconds(after)]
  return joined([
    compareSets(before.from, after.from, 'opens'),
    whenMore('opens', now > old, now < old),
    compareSets(before.where, after.where, 'closes'),
  ])
}

function seconds({ maxAge }: ClaimTest): number {
  return maxAge === 'unlimited' ? Number.POSITIVE_INFINITY : maxAge
}

function compareSets(before: readonly unknown[], after: readonly unknown[], more: Direction): Direction {
  const [old, now] = [before, after].map((list) => new Set(list.map(text)))
  if (old === undefined || now === undefined) return 'either'
  return whenMore(more, !now.isSubsetOf(old), !old.isSubsetOf(now))
}

function text(value: unknown): string {
  return canonicalJson(JSON.parse(JSON.stringify(value)))
}
