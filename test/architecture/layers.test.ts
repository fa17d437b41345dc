import { describe, expect, it } from 'vitest'
import { importsOf } from './imports.ts'
import { directionProblems, MAY_IMPORT, manifestProblems } from './layers.ts'
import { type Workspace, workspaces } from './workspaces.ts'

const ALL = workspaces()

describe('layers', () => {
  it('imports only along the table', () => {
    expect(directionProblems(ALL)).toEqual([])
  })

  it('names every workspace in the table, and no other', () => {
    expect(ALL.map(({ name }) => name).sort()).toEqual([...MAY_IMPORT.keys()].sort())
  })

  it.each(ALL.map((each) => [each.folder, each] as const))(
    'has one list of dependencies, three times: %s',
    (_, each) => {
      expect(manifestProblems(each, ALL)).toEqual([])
    },
  )
})

const EMPTY = { dependencies: [], devDependencies: [], references: [], types: [], production: [], tests: [] }
const DOCUMENT: Workspace = { ...EMPTY, folder: 'packages/document', name: '@pawl/document', exports: ['.'] }
const CORE: Workspace = { ...EMPTY, folder: 'packages/core', name: '@pawl/core', exports: ['.'] }
const OPA: Workspace = { ...EMPTY, folder: 'packages/opa', name: '@pawl/opa', exports: ['.'] }

function importing(into: Workspace, specifier: string): Workspace {
  return { ...into, production: [{ path: `${into.folder}/src/a.ts`, imports: [specifier] }] }
}

describe('the rule of layers', () => {
  it.each([
    ['an adapter imports core', OPA, '@pawl/core', 'packages/opa/src/a.ts imports @pawl/core'],
    ['the document imports core', DOCUMENT, '@pawl/core', 'packages/document/src/a.ts imports @pawl/core'],
    ['an import is deep', CORE, '@pawl/document/src/time.ts', 'past the exports'],
    ['a relative import leaves its package', CORE, '../../document/src/time.ts', 'out of packages/core'],
  ] as const)('finds a violation when %s', (_, workspace, specifier, problem) => {
    expect(directionProblems([DOCUMENT, CORE, OPA, importing(workspace, specifier)]).join()).toContain(problem)
  })

  it('finds nothing when an import goes along the table', () => {
    expect(directionProblems([DOCUMENT, importing(CORE, '@pawl/document')])).toEqual([])
  })

  it.each([
    ['an import is not declared', importing(CORE, 'zod'), 'imports zod: not in its dependencies'],
    ['a dependency is not used', { ...CORE, dependencies: ['zod'] }, 'depends on zod: imported by no'],
    ['a reference is missing', importing(CORE, '@pawl/document'), 'not in the references'],
    ['a reference is not used', { ...CORE, references: ['packages/document'] }, 'refers to @pawl/document'],
    ['a devDependency is not used', { ...CORE, devDependencies: ['yaml'] }, 'yaml: imported by no test'],
  ] as const)('finds a violation when %s', (_, workspace, problem) => {
    expect(manifestProblems(workspace, [DOCUMENT, workspace]).join()).toContain(problem)
  })

  it('sees every way to load a module', () => {
    const text = `import a from 'a'; import type { B } from 'b'; export { c } from 'c'; await import('d')
      import.meta.resolve('e/x.json'); createRequire(import.meta.url)('f'); type G = import('g').G; export * from 'h'`
    expect(importsOf({ path: 'x.ts', text })).toEqual(['a', 'b', 'c', 'd', 'e/x.json', 'f', 'g', 'h'])
  })
})
