import { isRecord } from '@pawl/document'
import { digestOf } from './generate.ts'
import { Swap, type Tree } from './swap.ts'

/** What may go without making a well-formed document malformed. */
const OPTIONAL: readonly string[] = ['moment', 'expiresAt']

/** Trees with one thing less, the large things first. */
export function removals(tree: Tree): readonly Tree[] {
  return [...changed(tree, dropImagesAndClaims), ...changed(tree, dropMembers)]
}

/** Trees of the same size with one plainer value. */
export function simplifications(tree: Tree, now: number): readonly Tree[] {
  return [...changed(tree, (node, place) => plainerValue(node, place, now)), ...relabelled(tree)]
}

/** Where a node stands: its name, and whether it is a summary field or lies in one. */
interface Place {
  readonly key: string
  readonly inSummary: boolean
}

type Change = (node: Tree, place: Place) => readonly Tree[]

/** Every tree that a change of one node gives. */
function changed(tree: Tree, change: Change, place: Place = { key: '', inSummary: false }): readonly Tree[] {
  return [...change(tree, place), ...changedBelow(tree, change, place)]
}

function changedBelow(tree: Tree, change: Change, place: Place): readonly Tree[] {
  if (tree instanceof Swap) {
    return [
      ...changed(tree.denied, change, place).map((each) => new Swap(each, tree.allowed)),
      ...changed(tree.allowed, change, place).map((each) => new Swap(tree.denied, each)),
    ]
  }
  if (Array.isArray(tree)) {
    return tree.flatMap((each, at) => changed(each, change, place).map((less) => tree.with(at, less)))
  }
  if (!isRecord(tree)) return []
  return Object.entries(tree).flatMap(([key, value]) => {
    const inSummary = place.inSummary || place.key === 'summary'
    return changed(value, change, { key, inSummary }).map((less) => ({ ...tree, [key]: less }))
  })
}

function dropImagesAndClaims(node: Tree, { key, inSummary }: Place): readonly Tree[] {
  if (inSummary || !Array.isArray(node) || (key !== 'images' && key !== 'claims')) return []
  return [...node.map((_, at) => node.toSpliced(at, 1)), ...unswapped(node)]
}

/** Of several differences, one that is none: as it is denied, or as it is allowed. */
function unswapped(list: readonly unknown[]): readonly Tree[] {
  return list.flatMap((each, at) => (each instanceof Swap ? [list.with(at, each.denied)] : []))
}

function dropMembers(node: Tree, { key, inSummary }: Place): readonly Tree[] {
  if (inSummary && Array.isArray(node)) return node.map((_, at) => node.toSpliced(at, 1))
  if (!isRecord(node) || node instanceof Swap) return []
  const names = Object.keys(node).filter((name) => key === 'summary' || OPTIONAL.includes(name))
  return names.map((name) => Object.fromEntries(Object.entries(node).filter(([other]) => other !== name)))
}

function plainerValue(node: Tree, { key, inSummary }: Place, now: number): readonly Tree[] {
  if (key === 'moment' && typeof node === 'number') return plainer(node, [now - 3600, now - 7200])
  if (!inSummary) return []
  if (typeof node === 'number') return plainer(node, [0, 1, 2, 3])
  return typeof node === 'string' ? plainer(node, ['a', 'b']) : []
}

/** The list begins with the plainest; what is already in it becomes only what stands before it. */
function plainer<T>(value: T, list: readonly T[]): readonly T[] {
  const at = list.indexOf(value)
  return at < 0 ? list : list.slice(0, at)
}

/** Statement digests as 111..., 222... in the order of the document; nothing where they are that already. */
function relabelled(tree: Tree): readonly Tree[] {
  const names = new Map<string, string>()
  const relabel = (node: Tree, key: string): Tree => {
    if (node instanceof Swap) return new Swap(relabel(node.denied, key), relabel(node.allowed, key))
    if (Array.isArray(node)) return node.map((each) => relabel(each, key))
    if (key === 'statementDigest' && typeof node === 'string') {
      const name = names.get(node) ?? digestOf(names.size + 1)
      names.set(node, name)
      return name
    }
    if (!isRecord(node)) return node
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, relabel(value, name)]))
  }
  const result = relabel(tree, '')
  return [...names].every(([before, after]) => before === after) ? [] : [result]
}
