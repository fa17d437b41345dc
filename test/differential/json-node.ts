/** JSON as it is written, which may be what no value is: a member twice, a number in any spelling. */
export type JsonNode = ObjectNode | ListNode | ScalarNode

export interface ObjectNode {
  readonly members: (readonly [name: string, value: JsonNode])[]
}
export interface ListNode {
  readonly items: JsonNode[]
}
export interface ScalarNode {
  /** As it is written: with quotation marks where it is a string. */
  readonly text: string
}

export function nodeOf(value: unknown): JsonNode {
  if (Array.isArray(value)) return { items: value.map(nodeOf) }
  if (typeof value !== 'object' || value === null) return { text: JSON.stringify(value) }
  return { members: Object.entries(value).map(([name, inner]) => [name, nodeOf(inner)]) }
}

export function write(node: JsonNode): string {
  if ('text' in node) return node.text
  if ('items' in node) return `[${node.items.map(write).join(',')}]`
  return `{${node.members.map(([name, value]) => `${JSON.stringify(name)}:${write(value)}`).join(',')}}`
}

/** A place in a tree: a member or an element, and the node that it is in. */
export interface Slot {
  readonly path: string
  readonly parent: ObjectNode | ListNode
  readonly index: number
  readonly node: JsonNode
}

export function slotsIn(node: JsonNode, path: string = ''): readonly Slot[] {
  if ('text' in node) return []
  const children =
    'items' in node
      ? node.items.map((item, index) => [`${path}[${index}]`, item] as const)
      : node.members.map(([name, value]) => [`${path}.${name}`, value] as const)
  return children.flatMap(([at, child], index) => [
    { path: at, parent: node, index, node: child },
    ...slotsIn(child, at),
  ])
}

/** Puts another node there; undefined takes it out. */
export function replace({ parent, index }: Slot, node: JsonNode | undefined): void {
  if ('items' in parent) parent.items.splice(index, 1, ...(node === undefined ? [] : [node]))
  else {
    const name = parent.members[index]?.[0] ?? ''
    parent.members.splice(index, 1, ...(node === undefined ? [] : [[name, node] as const]))
  }
}

/** The text of a string; undefined for any other node. */
export function textOf(node: JsonNode): string | undefined {
  if (!('text' in node) || !node.text.startsWith('"')) return undefined
  const value: unknown = JSON.parse(node.text)
  return typeof value === 'string' ? value : undefined
}
