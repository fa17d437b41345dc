import { isRecord } from '@pawl/document'

/** A term of OPA's syntax tree as `opa parse --format json` prints it: `{"type": "string", "value": "x"}`. */
export interface Term {
  readonly type: string
  readonly value: unknown
}

export function isTerm(value: unknown): value is Term {
  return isRecord(value) && typeof value['type'] === 'string' && 'value' in value
}

/** A call: its function's dotted name and its arguments. Calls stand as terms of an expression, or inside of others. */
export interface Call {
  readonly name: string
  readonly args: readonly Term[]
}

export function callOf(node: unknown): Call | undefined {
  const parts = isTerm(node) && node.type === 'call' ? node.value : node
  if (!Array.isArray(parts)) return undefined
  const [head, ...args]: readonly unknown[] = parts
  if (!isTerm(head) || head.type !== 'ref' || !args.every(isTerm)) return undefined
  return { name: pathOf(head).join('.'), args }
}

/** `claim.summary.approved` as its names; what is no plain name ends it. */
export function pathOf(term: Term): readonly string[] {
  if (term.type === 'var') return [String(term.value)]
  const parts: readonly unknown[] = term.type === 'ref' && Array.isArray(term.value) ? term.value : []
  return parts.filter(isTerm).map((part) => (typeof part.value === 'string' ? part.value : '[]'))
}

/** Strings, integers and `true` of a term and of the lists and sets in it. */
export function scalarsOf(term: Term): readonly (string | number | true)[] {
  if (term.type === 'string' && typeof term.value === 'string') return [term.value]
  if (term.type === 'number' && typeof term.value === 'number') return [Math.trunc(term.value)]
  if (term.type === 'boolean' && term.value === true) return [true]
  const holds = (term.type === 'array' || term.type === 'set') && Array.isArray(term.value)
  const members: readonly unknown[] = holds && Array.isArray(term.value) ? term.value : []
  return members.filter(isTerm).flatMap(scalarsOf)
}

/** Every object and list below a node, itself included, outermost first. */
export function nodesBelow(node: unknown): readonly unknown[] {
  if (Array.isArray(node)) return [node, ...node.flatMap(nodesBelow)]
  return isRecord(node) ? [node, ...Object.values(node).flatMap(nodesBelow)] : []
}
