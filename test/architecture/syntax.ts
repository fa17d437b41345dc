import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { SourceFile } from './source-tree.ts'

/** A node of the syntax tree (ESTree with TypeScript): comments are not in it, so no rule trips over one. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly parent: SyntaxNode | undefined
  readonly [member: string]: unknown
}

interface Parser {
  parseAst(text: string, options: { readonly lang: 'ts' }): unknown
}

// The parser that the test runner brings, by the way it is installed. `vitest/node` exports it as well, and takes a second to load in each file.
const steps = ['vitest/package.json', 'vite/package.json', 'rolldown/parseAst']
const place = steps.reduce((from, to) => createRequire(from).resolve(to), import.meta.url)
const { parseAst }: Parser = await import(pathToFileURL(place).href)

const read = new Map<string, readonly SyntaxNode[]>()

/** All nodes of a file, parents first. */
export function nodesOf({ text }: SourceFile): readonly SyntaxNode[] {
  const known = read.get(text) ?? collect(parseAst(text, { lang: 'ts' }), undefined)
  read.set(text, known)
  return known
}

function collect(value: unknown, parent: SyntaxNode | undefined): SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap((each) => collect(each, parent))
  if (!isNode(value)) return []
  const node = { ...value, parent }
  return [node, ...Object.values(value).flatMap((each) => collect(each, node))]
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The node under a member, if there is one. */
export function child(node: SyntaxNode | undefined, member: string): SyntaxNode | undefined {
  const value = node?.[member]
  return isNode(value) ? value : undefined
}

/** The text of a string literal, or of a template without placeholders. */
export function stringOf(node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  const quasis = node?.type === 'TemplateLiteral' && Array.isArray(node['quasis']) ? node['quasis'] : []
  return quasis.length === 1 ? String(quasis[0].value.cooked) : undefined
}

export function codeOf({ text }: SourceFile, { start, end }: SyntaxNode): string {
  return text.slice(start, end).replace(/\s+/g, ' ')
}

/** The whole line that a node begins on, without the space around it. */
export function lineOf({ text }: SourceFile, { start }: SyntaxNode): string {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const to = text.indexOf('\n', start)
  return text.slice(from, to < 0 ? text.length : to).trim()
}
