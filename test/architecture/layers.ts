import { posix } from 'node:path'
import { packageOf } from './imports.ts'
import type { Loads, Workspace } from './workspaces.ts'

/**
 * Who may know whom. Evidence (`core`) and decision (`policy`) meet in the document only; who speaks to an engine cannot reach evidence.
 * A workspace that is not here may import nothing of the house.
 */
export const MAY_IMPORT: ReadonlyMap<string, readonly string[] | 'anything'> = new Map<
  string,
  readonly string[] | 'anything'
>([
  ['@pawl/document', []],
  ['@pawl/core', ['@pawl/document']],
  ['@pawl/policy', ['@pawl/document']],
  // The one package where the two meet: trust and policies are signed as one. For apps alone.
  ['@pawl/configuration', ['@pawl/core', '@pawl/document', '@pawl/policy']],
  ['@pawl/sources', ['@pawl/core', '@pawl/document']],
  // Where verification runs. Bytes go in and claims come out: it asks no source.
  ['@pawl/workers', ['@pawl/core']],
  ['@pawl/opa', ['@pawl/policy', '@pawl/document']],
  // Its template judges with the Rego of opa.
  ['@pawl/gatekeeper', ['@pawl/opa', '@pawl/policy', '@pawl/document']],
  ['@pawl/kyverno', ['@pawl/policy', '@pawl/document']],
  // What apps share that touches the world: files and credentials that an operator names. For apps alone.
  ['@pawl/setup', ['@pawl/configuration', '@pawl/core', '@pawl/document', '@pawl/policy', '@pawl/sources']],
  ['@pawl/testkit', []],
  [
    '@pawl/cli',
    [
      '@pawl/configuration',
      '@pawl/core',
      '@pawl/document',
      '@pawl/gatekeeper',
      '@pawl/kyverno',
      '@pawl/opa',
      '@pawl/policy',
      '@pawl/setup',
      '@pawl/sources',
    ],
  ],
  [
    '@pawl/gateway',
    [
      '@pawl/core',
      '@pawl/document',
      '@pawl/gatekeeper',
      '@pawl/kyverno',
      '@pawl/policy',
      '@pawl/setup',
      '@pawl/sources',
      '@pawl/workers',
    ],
  ],
  ['@pawl/example-demo', 'anything'],
  ['@pawl/test', 'anything'],
])

/** What a test may import beyond that: never another arrow of the diagram. */
const TESTS_MAY_IMPORT: readonly string[] = ['@pawl/testkit']

/** Development dependencies that no file imports, with the reason. */
const UNIMPORTED: ReadonlyMap<string, string> = new Map([
  ['@types/node', 'declares the built-ins for tsc'],
  ['@types/snappyjs', 'declares what the tests compress with'],
])

/** Only along the table, and never past a package's exports or out of its folder. */
export function directionProblems(all: readonly Workspace[]): readonly string[] {
  return all.flatMap((from) => [
    ...from.production.flatMap((file) => eachImport(file, from, all, [])),
    ...from.tests.flatMap((file) => eachImport(file, from, all, TESTS_MAY_IMPORT)),
  ])
}

function eachImport(
  file: Loads,
  from: Workspace,
  all: readonly Workspace[],
  more: readonly string[],
): readonly string[] {
  return file.imports.flatMap((specifier) => {
    if (specifier.startsWith('.')) return relativeProblem(file.path, specifier, from)
    const name = packageOf(specifier) ?? ''
    if (!name.startsWith('@pawl/')) return []
    const allowed = MAY_IMPORT.get(from.name) ?? []
    if (allowed !== 'anything' && ![...allowed, ...more].includes(name)) return [`${file.path} imports ${name}`]
    const target = all.find((each) => each.name === name)
    const door = `.${specifier.slice(name.length)}`
    return target?.exports.includes(door) === true
      ? []
      : [`${file.path} imports ${specifier} past the exports of ${name}`]
  })
}

function relativeProblem(path: string, specifier: string, from: Workspace): readonly string[] {
  const target = posix.join(posix.dirname(path), specifier)
  // test/ looks into packages on purpose: a parser that no package exports is still fuzzed.
  if (from.folder === 'test') return []
  return target.startsWith(`${from.folder}/`) ? [] : [`${path} imports ${specifier} out of ${from.folder}`]
}

/** Imports of production files, `dependencies` and `references`: three lists that say one thing. */
export function manifestProblems(from: Workspace, all: readonly Workspace[]): readonly string[] {
  const imported = packagesOf(from.production)
  const house = new Set([...imported].filter((name) => name.startsWith('@pawl/')))
  const expected = from.folder === 'test' ? packagesOf(from.tests) : house
  const referred = new Set(from.references.map((folder) => all.find((each) => each.folder === folder)?.name ?? folder))
  return [
    ...missing(imported, from.dependencies, `${from.folder} imports`, 'not in its dependencies'),
    ...missing(from.dependencies, imported, `${from.folder} depends on`, 'imported by no production file'),
    ...missing(houseOf(expected), referred, `${from.folder} imports`, 'not in the references of its tsconfig.json'),
    ...(from.folder === 'test'
      ? []
      : missing(referred, house, `the tsconfig.json of ${from.folder} refers to`, 'imported by no production file')),
    ...testProblems(from),
  ]
}

/** What tests alone import stands in `devDependencies`, and what stands there is imported by a test. */
function testProblems(from: Workspace): readonly string[] {
  const imported = packagesOf(from.tests)
  const known = [...from.dependencies, ...from.devDependencies]
  const used = new Set([...imported, ...UNIMPORTED.keys()])
  return [
    ...missing(imported, known, `a test of ${from.folder} imports`, 'not in its package.json'),
    ...missing(from.devDependencies, used, `${from.folder} has the devDependency`, 'imported by no test'),
  ]
}

function packagesOf(files: readonly Loads[]): ReadonlySet<string> {
  return new Set(files.flatMap((file) => file.imports.map(packageOf)).filter((each) => each !== undefined))
}

function houseOf(names: Iterable<string>): readonly string[] {
  return [...names].filter((name) => name.startsWith('@pawl/'))
}

function missing(left: Iterable<string>, right: Iterable<string>, before: string, after: string): readonly string[] {
  const known = new Set(right)
  return [...left].filter((each) => !known.has(each)).map((each) => `${before} ${each}: ${after}`)
}
