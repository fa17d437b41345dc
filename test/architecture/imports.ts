import type { SourceFile } from './source-tree.ts'
import { child, codeOf, nodesOf, type SyntaxNode, stringOf } from './syntax.ts'

/** What a file names to be loaded: `import`, `export from`, `import()`, `import type`, `import.meta.resolve()`, `createRequire()()`. */
export function importsOf(file: SourceFile): readonly string[] {
  return nodesOf(file).flatMap((node) => {
    const specifier = specifierOf(node, file)
    return specifier === undefined ? [] : [specifier]
  })
}

function specifierOf(node: SyntaxNode, file: SourceFile): string | undefined {
  if (node.type === 'CallExpression') return loadedBy(node, file)
  if (node.type === 'TSImportType') return stringOf(child(node, 'source')) ?? stringOf(child(node, 'argument'))
  return /^(Import|Export)(\w*Declaration|Expression)$/.test(node.type) ? stringOf(child(node, 'source')) : undefined
}

function loadedBy(call: SyntaxNode, file: SourceFile): string | undefined {
  const callee = child(call, 'callee')
  if (
    callee === undefined ||
    !/^(import\.meta\.resolve|require(\.resolve)?|createRequire\(.*\))$/.test(codeOf(file, callee))
  )
    return undefined
  const [first] = Array.isArray(call['arguments']) ? call['arguments'] : []
  return stringOf(first)
}

/** `@sigstore/tuf` of `@sigstore/tuf/seeds.json`; undefined for relative paths and built-ins. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
