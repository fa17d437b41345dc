import type { SourceFile } from './source-tree.ts'
import { child, nodesOf, type SyntaxNode } from './syntax.ts'

/** The names that a file exports, sorted; a type is marked as one. */
export function exportedNames(file: SourceFile): readonly string[] {
  return nodesOf(file)
    .flatMap((node) => {
      if (node.type === 'ExportSpecifier') return [marked(String(child(node, 'exported')?.['name']), isType(node))]
      const declared = node.type === 'ExportNamedDeclaration' ? child(node, 'declaration') : undefined
      return declared === undefined ? [] : declaredNames(declared)
    })
    .toSorted()
}

function declaredNames(declaration: SyntaxNode): readonly string[] {
  const list = Array.isArray(declaration['declarations']) ? declaration['declarations'] : [declaration]
  return list.map((each) => marked(String(child(each, 'id')?.['name']), declaration.type.startsWith('TS')))
}

function isType(specifier: SyntaxNode): boolean {
  return specifier['exportKind'] === 'type' || specifier.parent?.['exportKind'] === 'type'
}

function marked(name: string, type: boolean): string {
  return type ? `type ${name}` : name
}

/** One line a package and one a name, as public-api.txt holds them. */
export function publicApi(doors: readonly SourceFile[]): string {
  return doors
    .map((door) => [`${door.path}\n`, ...exportedNames(door).map((name) => `  ${name}\n`)].join(''))
    .join('\n')
}
