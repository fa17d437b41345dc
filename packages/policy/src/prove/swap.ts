import { isRecord } from '@pawl/document'

/** Stands for a member or element that is not there. */
export const GONE: unique symbol = Symbol('gone')

/** A place where the two documents of a counterexample differ: as it stands in the denied one, and in the allowed one. */
export class Swap {
  readonly denied: unknown
  readonly allowed: unknown

  constructor(denied: unknown, allowed: unknown) {
    this.denied = denied
    this.allowed = allowed
  }
}

/** A document in which swaps may stand: two documents, and exactly where they differ. */
export type Tree = unknown

/**
 * One document out of a tree. `without` is the denied one, less every claim that a swap touches: what somebody who merely deletes
 * could do as well.
 */
export type Side = 'denied' | 'allowed' | 'without'

export function readTree(tree: Tree, side: Side): unknown {
  if (tree instanceof Swap) return readTree(side === 'allowed' ? tree.allowed : tree.denied, side)
  if (Array.isArray(tree)) return tree.map((each) => readTree(each, side)).filter((each) => each !== GONE)
  if (!isRecord(tree)) return tree
  const members = Object.entries(tree).map(([key, value]): readonly [string, unknown] => {
    if (side === 'without' && key === 'claims') return [key, untouched(value)]
    return [key, readTree(value, side)]
  })
  return Object.fromEntries(members.filter(([, value]) => value !== GONE))
}

function untouched(claims: Tree): readonly unknown[] {
  return Array.isArray(claims) ? claims.filter((claim) => countSwaps(claim) === 0) : []
}

export function countSwaps(tree: Tree): number {
  if (tree instanceof Swap) return 1
  const parts: readonly unknown[] = Array.isArray(tree) ? tree : isRecord(tree) ? Object.values(tree) : []
  return parts.reduce<number>((sum, each) => sum + countSwaps(each), 0)
}

/** Members and indices from the document down to a place. */
export type Path = readonly (string | number)[]

export function valueAt(tree: Tree, path: Path): unknown {
  return path.reduce<unknown>((node, step) => {
    if (Array.isArray(node)) return node[Number(step)]
    return isRecord(node) ? node[String(step)] : undefined
  }, tree)
}

/** A copy with another value in one place; the place must be there. */
export function replaceAt(tree: Tree, [step, ...rest]: Path, value: unknown): Tree {
  if (step === undefined) return value
  if (Array.isArray(tree)) return tree.map((each, at) => (at === step ? replaceAt(each, rest, value) : each))
  return isRecord(tree) ? { ...tree, [step]: replaceAt(tree[step], rest, value) } : tree
}

/** Where a tree's documents differ, in the order of the document. */
export function swapsIn(tree: Tree, path: Path = []): readonly { readonly path: Path; readonly swap: Swap }[] {
  if (tree instanceof Swap) return [{ path, swap: tree }]
  if (Array.isArray(tree)) return tree.flatMap((each, at) => swapsIn(each, [...path, at]))
  return isRecord(tree) ? Object.entries(tree).flatMap(([key, each]) => swapsIn(each, [...path, key])) : []
}
