// biome-ignore lint/suspicious/noExplicitAny: a tree of JSON of which any node is replaced
export type Tree = any
/** What is no value of the kind that is expected. */
export const OTHERS: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e300,
  '',
  'A',
  'AAAA',
  [],
  {},
  [null],
  { __proto__: null, a: 1 },
]

/** Every node: the object or list it stands in, and its name there. */
export function nodes(tree: Tree): { readonly of: Tree; readonly key: string }[] {
  if (typeof tree !== 'object' || tree === null) return []
  return Object.keys(tree).flatMap((key) => [{ of: tree, key }, ...nodes(tree[key])])
}
