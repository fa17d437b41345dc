import { posix } from 'node:path'
import type { SourceFile } from './source-tree.ts'
import { nodesOf, stringOf } from './syntax.ts'

/** What a page can name: the files of the repository, the scripts of the root package.json, the words of the command line. */
export interface Known {
  readonly paths: ReadonlySet<string>
  readonly scripts: readonly string[]
  readonly commands: readonly string[]
  readonly options: readonly string[]
}

/** Commands of npm itself. */
const NPM = ['install', 'ci', 'test', 'start', 'exec', 'pack', 'publish']

/** Code of a page: fenced blocks, line by line, and spans. */
function codeIn({ text }: SourceFile): { readonly lines: readonly string[]; readonly spans: readonly string[] } {
  const fences = [...text.matchAll(/^ *```.*\n([\s\S]*?)^ *```/gm)].map(([, body]) => body ?? '')
  const prose = text.replace(/^ *```.*\n[\s\S]*?^ *```/gm, '')
  return {
    lines: fences.flatMap((body) => body.split('\n')),
    spans: [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? ''),
  }
}

/** Paths that a page names: link targets, and code that begins with a folder of the root. A path with a placeholder is a pattern. */
export function pathProblems(page: SourceFile, { paths }: Known): readonly string[] {
  const { lines, spans } = codeIn(page)
  const words = [...spans, ...lines].flatMap(
    (each) => each.match(/(?<![\w/.@:-])(?:packages|apps|examples|test|docs|\.ci)\/[\w./@-]+(?![\w*<{/])/g) ?? [],
  )
  const links = [...page.text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
    .map(([, target]) => target ?? '')
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => posix.join(posix.dirname(page.path), target))
  return [...words, ...links]
    .map((each) => each.replace(/[.,:;]+$/, '').replace(/\/$/, ''))
    .filter((each) => !paths.has(each) && !/\bdist\b/.test(each))
    .map((each) => `${page.path} names ${each}`)
}

/** Commands that a page names: `npm run x`, and `pawl x --y` in blocks and spans. */
export function commandProblems(page: SourceFile, known: Known): readonly string[] {
  const { lines, spans } = codeIn(page)
  const joined = lines.join('\n').replace(/\\\n/g, ' ').split('\n')
  return [...joined, ...spans].flatMap((line) =>
    line.split(/\|\||&&|[|;#]/).flatMap((part) => commandProblem(part.trim().replace(/^\$ /, ''), page.path, known)),
  )
}

function commandProblem(command: string, path: string, known: Known): readonly string[] {
  const [program, ...words] = command.split(/\s+/)
  if (program === 'npm') return npmProblems(words, path, known)
  if (program === 'npx' && words[0] === 'pawl') return pawlProblems(words.slice(1), path, known)
  return program === 'pawl' && words.length > 0 ? pawlProblems(words, path, known) : []
}

function npmProblems(
  [word = '', script = '', ...rest]: readonly string[],
  path: string,
  known: Known,
): readonly string[] {
  if (word !== 'run') return NPM.includes(word) ? [] : [`${path} names npm ${word}`]
  if (!known.scripts.includes(script)) return [`${path} names npm run ${script}`]
  const given = rest.filter((each) => each !== '--')
  return script === 'pawl' ? pawlProblems(given, path, known) : []
}

function pawlProblems(words: readonly string[], path: string, known: Known): readonly string[] {
  const [command = '', ...rest] = words
  if (command.startsWith('-')) return optionProblems(words, path, known)
  return known.commands.includes(command) ? optionProblems(rest, path, known) : [`${path} names pawl ${command}`]
}

function optionProblems(words: readonly string[], path: string, known: Known): readonly string[] {
  return words
    .map((word) => /^--?[a-z][a-z-]*/.exec(word)?.[0])
    .filter((option) => option !== undefined)
    .filter((option) => !known.options.includes(option))
    .map((option) => `${path} names pawl ${option}`)
}

/** Commands and options of the program, by its sources: `command('check')`, `option('-p, --policy <file>')`. */
export function commandLine(program: readonly SourceFile[]): Pick<Known, 'commands' | 'options'> {
  const strings = program
    .flatMap(nodesOf)
    .map(stringOf)
    .filter((each) => each !== undefined)
  const commands = program.flatMap(({ text }) =>
    [...text.matchAll(/\.command\('([a-z]+)/g)].map(([, name]) => name ?? ''),
  )
  const options = strings
    .filter((text) => text.startsWith('-'))
    .flatMap((text) => text.match(/(?<!\w)--?[a-z][a-z-]*/g) ?? [])
  return { commands, options: [...options, '--help', '-h'] }
}

/** The lines of the first fenced block, and how far down the page it stands. */
export function firstBlock({ text }: SourceFile): { readonly line: number; readonly commands: readonly string[] } {
  const found = /^```.*\n([\s\S]*?)^```/m.exec(text)
  const body = found?.[1] ?? ''
  const commands = body.split('\n').map((each) => each.replace(/\s+#.*$/, '').trim())
  return {
    line: text.slice(0, found?.index ?? text.length).split('\n').length,
    commands: commands.filter((each) => each !== '' && !each.startsWith('#')),
  }
}

/** Source files that a page names in the paragraph, list item or table row that holds a question. */
export function answerTo(question: RegExp, { text }: SourceFile): readonly string[] {
  const blocks = text.split(/\n\s*\n|\n(?=[|#*-])/)
  const block = blocks.find((each) => question.test(each)) ?? ''
  return [...new Set([...block.matchAll(/(?:packages|apps)\/[\w./-]+\.ts/g)].map(([path]) => path))].sort()
}
