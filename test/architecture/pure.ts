import { importsOf } from './imports.ts'
import type { SourceFile } from './source-tree.ts'
import { child, codeOf, nodesOf, type SyntaxNode, stringOf } from './syntax.ts'

/** The packages that have no clock, no disk, no network, no environment, and the built-ins that each may use. */
export const PURE: ReadonlyMap<string, readonly string[]> = new Map([
  ['document', []],
  ['policy', []],
  ['configuration', []],
  // Hashes and signatures. `Buffer` and `TextDecoder` are globals that only compute.
  ['core', ['node:crypto']],
])

/** Of `node:crypto`, what computes: no key is made and nothing is random. */
const CRYPTO: readonly string[] = ['constants', 'createHash', 'createPublicKey', 'hash', 'KeyObject', 'verify']

/** Words that reach the world, wherever they stand outside comments and strings. */
const FORBIDDEN =
  /\b(?:Date\.now|Math\.random|performance|process|fetch|setTimeout|setInterval|setImmediate|queueMicrotask|console|globalThis|eval|navigator)\b/

/**
 * `Date` is a clock only without an argument. The one file that may name it turns given numbers and given seconds into each other:
 * `Date.UTC(numbers)` and `new Date(milliseconds)`.
 */
export const DATE_FILE = 'packages/document/src/time.ts'

export function pureProblems(file: SourceFile): readonly string[] {
  const folder = /^packages\/([^/]+)\/src\//.exec(file.path)?.[1] ?? ''
  const builtIns = PURE.get(folder)
  if (builtIns === undefined) return []
  const stray = importsOf(file).filter((each) => isBuiltIn(each) && !builtIns.includes(each))
  return [
    ...stray.map((each) => `${file.path} imports ${each}`),
    ...nodesOf(file).flatMap((node) => nodeProblem(node, file)),
  ]
}

function isBuiltIn(specifier: string): boolean {
  return specifier.startsWith('node:') || /^(fs|net|http|https|os|path|child_process|crypto)(\/|$)/.test(specifier)
}

function nodeProblem(node: SyntaxNode, file: SourceFile): readonly string[] {
  if (node.type === 'ImportDeclaration') return cryptoProblems(node, file)
  if (node.type === 'ImportExpression') return [`${file.path} imports while it runs`]
  if (node.type === 'MemberExpression' || node.type === 'Identifier') {
    const [word] = FORBIDDEN.exec(codeOf(file, node)) ?? []
    if (word !== undefined && (node.type === 'Identifier' || word.includes('.'))) return [`${file.path} uses ${word}`]
  }
  return node.type === 'Identifier' && node['name'] === 'Date' ? dateProblem(node, file) : []
}

function dateProblem(name: SyntaxNode, file: SourceFile): readonly string[] {
  const use = name.parent
  const made = use?.type === 'NewExpression' && Array.isArray(use['arguments']) && use['arguments'].length === 1
  const parsed = use?.type === 'MemberExpression' && codeOf(file, use) === 'Date.UTC'
  return file.path === DATE_FILE && (made || parsed) ? [] : [`${file.path} uses Date as a clock`]
}

function cryptoProblems(declaration: SyntaxNode, file: SourceFile): readonly string[] {
  if (stringOf(child(declaration, 'source')) !== 'node:crypto') return []
  const names = Array.isArray(declaration['specifiers']) ? declaration['specifiers'] : []
  return names
    .map((each) => String(child(each, 'imported')?.['name']))
    .filter((each) => !CRYPTO.includes(each))
    .map((each) => `${file.path} takes ${each} from node:crypto`)
}
