import { describe, expect, it } from 'vitest'
import { fileProblems, GENERATED, machinePath } from './shape.ts'
import { readSource, sourcesMatching } from './source-tree.ts'

const SCRIPTS = sourcesMatching(/^(packages|apps|examples|test)\/.*\.ts$/)

describe('shape', () => {
  it('has files with an idea, a name and at most 200 lines', () => {
    expect(SCRIPTS.flatMap(fileProblems)).toEqual([])
  })

  it('names no place on a machine in any file that people read', () => {
    const texts = sourcesMatching(/\.(md|json|jsonc|ya?ml|mjs|rego|toml)$/)
    expect(texts.filter(({ text }) => machinePath(text)).map(({ path }) => path)).toEqual([])
  })

  it.each([...GENERATED])('knows the program that writes %s', (path, program) => {
    expect(readSource(program).text).toContain(path.slice(path.lastIndexOf('/') + 1))
  })
})

const note = ['TO', 'DO'].join('')
const place = ['', 'home', 'somebody', 'pawl'].join('/')

describe('the rule of shape', () => {
  it.each([
    ['201 lines', 'packages/core/src/long.ts', 'a\n'.repeat(201)],
    ['says nothing', 'packages/core/src/utils.ts', ''],
    ['says nothing', 'apps/cli/src/commands/helpers.ts', ''],
    ['nested barrel', 'packages/core/src/keys/index.ts', ''],
    ['note to self', 'packages/core/src/a.ts', `// ${note}: later`],
    ['place on a machine', 'packages/core/src/a.ts', `const a = '${place}'`],
    ['default export', 'packages/core/src/a.ts', 'export default 1'],
    ['exports everything', 'packages/core/src/a.ts', "export * from './b.ts'"],
    ['.only', 'packages/core/src/a.test.ts', "it.only('a', f)"],
    ['.skip', 'packages/core/src/a.test.ts', "describe.concurrent.skip('a', f)"],
    ['.skipIf', 'packages/core/src/a.test.ts', "it.skipIf(true)('a', f)"],
  ])('finds a violation when a file has: %s', (problem, path, text) => {
    expect(fileProblems({ path, text }).join()).toContain(problem)
  })

  it('finds nothing in a file as it should be', () => {
    const text = "/** See https://example.com/home/a. */\nexport const a: string = './home/a'\n"
    expect(fileProblems({ path: 'packages/core/src/a.ts', text })).toEqual([])
    expect(fileProblems({ path: 'packages/core/src/index.ts', text: "export { a } from './a.ts'\n" })).toEqual([])
  })
})
