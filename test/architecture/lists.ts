import type { SourceFile } from './source-tree.ts'
import { nodesOf, stringOf } from './syntax.ts'

/** A list that is written by hand, and what shows whether something was forgotten: both must name the same things. */
export function differences(
  left: { readonly name: string; readonly of: Iterable<string> },
  right: { readonly name: string; readonly of: Iterable<string> },
): readonly string[] {
  const known = { left: new Set(left.of), right: new Set(right.of) }
  return [
    ...[...known.left]
      .filter((each) => !known.right.has(each))
      .map((each) => `${each}: in ${left.name}, not in ${right.name}`),
    ...[...known.right]
      .filter((each) => !known.left.has(each))
      .map((each) => `${each}: in ${right.name}, not in ${left.name}`),
  ]
}

/** Folders directly below a folder, by the paths of files in them. */
export function foldersIn(folder: string, paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => path.slice(folder.length + 1).split('/'))
    .flatMap(([first, ...rest]) => (first === undefined || rest.length === 0 ? [] : [first]))
}

/** Folders whose file of this name a list imports: `./review/predicate.ts` is `review`. */
export function foldersImported(imports: readonly string[], fileName: string): readonly string[] {
  return imports.flatMap((specifier) => {
    const [, folder, name] = /^\.\/([^/]+)\/([^/]+)$/.exec(specifier) ?? []
    return folder !== undefined && name === fileName ? [folder] : []
  })
}

/** The `## code` headings under the heading `# title` of a page, up to the next heading of that level. */
export function sectionsUnder(title: string, page: string): readonly string[] {
  const from = page.indexOf(`\n# ${title}\n`)
  const rest = from < 0 ? '' : page.slice(from + title.length + 3)
  const end = rest.search(/\n# /)
  return [...(end < 0 ? rest : rest.slice(0, end)).matchAll(/\n## (.+)/g)].map(([, heading]) => heading ?? '')
}

/** Sentences of every section: two to four, so that a page says what it means and what to do, and no more. */
export function sentencesPerSection(page: string): ReadonlyMap<string, number> {
  const sections = page.split(/\n(?=## )/).slice(1)
  return new Map(
    sections.map((section) => {
      const [heading = '', ...lines] = section.split('\n')
      const end = lines.findIndex((line) => line.startsWith('# '))
      const text = (end < 0 ? lines : lines.slice(0, end)).join(' ')
      return [heading.slice(3), text.split(/(?<=[.!?])\s+(?=[A-Z`])/).filter((each) => each.trim() !== '').length]
    }),
  )
}

/** Members of a union of string literals, `type X = 'a' | 'b'`. */
export function membersOfUnion(name: string, file: SourceFile): readonly string[] {
  const nodes = nodesOf(file)
  const union = nodes.find(
    (node) => node.type === 'TSTypeAliasDeclaration' && file.text.slice(node.start).startsWith(`type ${name} `),
  )
  if (union === undefined) return []
  return nodes
    .filter((node) => node.start >= union.start && node.end <= union.end)
    .map(stringOf)
    .filter((each) => each !== undefined)
}

/** Codes that a test names: as a string of its own, or at the end of its title (`denies ... when ...: code`). */
export function codesNamed(codes: readonly string[], tests: readonly SourceFile[]): ReadonlySet<string> {
  const strings = tests.flatMap((file) =>
    nodesOf(file)
      .map(stringOf)
      .filter((each) => each !== undefined),
  )
  return new Set(codes.filter((code) => strings.some((text) => text === code || text.endsWith(`: ${code}`))))
}
