import { describe, expect, it } from 'vitest'
import { ALLOW_LINES } from './allow-sites.ts'
import { CATCHES } from './catches.ts'
import { answerTo, commandLine, commandProblems, firstBlock, type Known, pathProblems } from './documents.ts'
import { importsOf } from './imports.ts'
import { pathsBelow, productionFiles, readSource, sourcesMatching } from './source-tree.ts'

const PAGES = sourcesMatching(/\.md$/)
const FILES = pathsBelow('')
const KNOWN: Known = {
  paths: new Set(
    FILES.flatMap((path) => path.split('/').map((_, depth, parts) => parts.slice(0, depth + 1).join('/'))),
  ),
  scripts: Object.keys(JSON.parse(readSource('package.json').text).scripts),
  ...commandLine(
    sourcesMatching(/^apps\/cli\/src\/(program|options|[a-z-]+\/[a-z-]+-(choice|options)|commands\/.*register)\.ts$/),
  ),
}

/** The pages that a reader opens first. A missing one fails here, it is not skipped. */
const EXPECTED = ['README.md', 'ARCHITECTURE.md', 'docs/codes.md']

/** What a stranger asks, and the files that answer. */
const QUESTIONS: readonly (readonly [question: RegExp, files: readonly string[]])[] = [
  [/what can say allow/i, ['packages/opa/src/decode-answer.ts', 'packages/policy/src/evaluation/verdict.ts']],
  [/what happens on error/i, ['apps/cli/src/main.ts', 'apps/gateway/src/main.ts']],
  [/what makes a statement trusted/i, ['packages/core/src/verification/verify-envelope.ts']],
  [/what does the engine see/i, ['packages/core/src/assembly/image-entry.ts']],
]

describe('documents', () => {
  it.each(EXPECTED)('has the page %s', (path) => {
    expect(FILES).toContain(path)
  })

  it('names no path that does not exist', () => {
    expect(PAGES.flatMap((page) => pathProblems(page, KNOWN))).toEqual([])
  })

  it('names no command and no option that does not exist', () => {
    expect(PAGES.flatMap((page) => commandProblems(page, KNOWN))).toEqual([])
  })

  it('opens the README with two commands, one of them the demo', () => {
    const { line, commands } = firstBlock(readSource('README.md'))
    expect(line).toBeLessThan(30)
    expect(commands).toHaveLength(2)
    expect(commands).toContain('npm run demo')
    expect(commands.every((command) => command.startsWith('npm '))).toBe(true)
  })
})

describe('ARCHITECTURE.md', () => {
  it.each(QUESTIONS)('answers %s', (question, files) => {
    expect(answerTo(question, readSource('ARCHITECTURE.md'))).toEqual(files)
  })

  it('is right: nothing else can say allow', () => {
    const sites = ALLOW_LINES.filter(({ role }) => role === 'says allow').map(({ path }) => path)
    expect(sites.toSorted()).toEqual(QUESTIONS[0]?.[1])
  })

  it('is right: one file of an app turns whatever is thrown into an exit code', () => {
    const boundaries = CATCHES.filter(({ reason }) => reason.includes('boundary')).map(({ path }) => path)
    expect(boundaries).toEqual(QUESTIONS[1]?.[1])
    const exits = productionFiles().filter(({ text }) => /exitCode = |process\.exit\(/.test(text))
    expect(exits.map(({ path }) => path)).toEqual(QUESTIONS[1]?.[1])
  })

  it.each([
    ['makes a VerifiedStatement', 'check-authority.ts', /\bcheckAuthority\b/, QUESTIONS[2]?.[1]],
    ['makes a SignedPayload', 'check-signature.ts', /\bcheckSignature\b/, QUESTIONS[2]?.[1]],
  ])('is right: nothing else calls what %s', (_, file, name, expected) => {
    const callers = productionFiles().filter(
      (each) => importsOf(each).some((specifier) => specifier.endsWith(`/${file}`)) && name.test(each.text),
    )
    expect(callers.map(({ path }) => path)).toEqual(expected)
  })

  it('is right: nothing else writes an input document', () => {
    const writers = productionFiles().filter(({ text }) => /kind: 'AttestationInput',/.test(text))
    // The strict reader writes down what it read; the answers to Gatekeeper and Kyverno are about entries that core made; `pawl prove` writes what it asks a policy about.
    expect(writers.map(({ path }) => path)).toEqual([
      ...(QUESTIONS[3]?.[1] ?? []),
      'packages/document/src/parse-document.ts',
      'packages/gatekeeper/src/provider/validation-response.ts',
      'packages/kyverno/src/answer/decision-answer.ts',
      'packages/kyverno/src/answer/document-answer.ts',
      'packages/policy/src/prove/empty-documents.ts',
      'packages/policy/src/prove/generate.ts',
    ])
  })
})

const known: Known = {
  paths: new Set(['docs', 'docs/a.md', 'packages', 'packages/core']),
  scripts: ['demo', 'pawl'],
  commands: ['check'],
  options: ['--policy', '-p'],
}
const page = (text: string): { path: string; text: string } => ({ path: 'docs/a.md', text })

describe('the rule of documents', () => {
  it.each(['`packages/gone/src/a.ts`', '[a page](b.md)', '[a page](../gone)', '```sh\ncat packages/gone\n```'])(
    'finds the path that does not exist in %s',
    (text) => {
      expect(pathProblems(page(text), known)).toHaveLength(1)
    },
  )

  it('finds nothing in paths that exist, patterns and addresses', () => {
    const text =
      '`packages/core/`, `packages/<engine>/`, `packages/*/src`, [x](https://example.com/a) [y](a.md#b) [z](../packages/core)'
    expect(pathProblems(page(text), known)).toEqual([])
  })

  it.each([
    '`npm run gone`',
    '`npm frobnicate`',
    '```sh\npawl check --gone x\n```',
    '```sh\n$ npm run pawl -- check \\\n  --gone\n```',
    '`pawl gone`',
    '`npx pawl check -x`',
  ])('finds the command that does not exist in %s', (text) => {
    expect(commandProblems(page(text), known)).toHaveLength(1)
  })

  it('finds nothing in commands that exist', () => {
    const text =
      '`npm run demo`, `npm install`\n```sh\nnpm run pawl -- check x --policy=p.yaml | jq -r .a # --b\n```\n`pawl`'
    expect(commandProblems(page(text), known)).toEqual([])
  })

  it('reads the first block, answers and the command line', () => {
    expect(firstBlock(page('# A\n\n```sh\nnpm install   # once\nnpm run demo\n```\n'))).toEqual({
      line: 3,
      commands: ['npm install', 'npm run demo'],
    })
    expect(answerTo(/who/, page('- what: `apps/a/b.ts`\n- who: `apps/c/d.ts`\n'))).toEqual(['apps/c/d.ts'])
    const program = { path: 'a.ts', text: "root.command('check').option('-p, --policy <file>', 'x')" }
    expect(commandLine([program])).toEqual({ commands: ['check'], options: ['-p', '--policy', '--help', '-h'] })
  })
})
