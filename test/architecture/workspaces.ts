import { dirname, posix } from 'node:path'
import { importsOf } from './imports.ts'
import { pathsBelow, readSource, type SourceFile } from './source-tree.ts'

/** One workspace with all that says what it may use: its files, its package.json, its tsconfig.json. */
export interface Workspace {
  readonly folder: string
  readonly name: string
  readonly dependencies: readonly string[]
  readonly devDependencies: readonly string[]
  /** Paths that its exports open, for example `.` and `./schema`. */
  readonly exports: readonly string[]
  /** Folders that its tsconfig.json refers to. */
  readonly references: readonly string[]
  readonly types: readonly string[]
  readonly production: readonly Loads[]
  readonly tests: readonly Loads[]
}

export interface Loads {
  readonly path: string
  readonly imports: readonly string[]
}

interface Manifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, unknown>>
}

interface Configuration {
  readonly references?: readonly { readonly path: string }[]
  readonly compilerOptions?: { readonly types?: readonly string[] }
}

export function workspaces(): readonly Workspace[] {
  const all = pathsBelow('')
  return all
    .filter((path) => /^((packages|apps|examples)\/[^/]+|test)\/package\.json$/.test(path))
    .map((path) => {
      const folder = dirname(path)
      const scripts = all.filter((each) => each.startsWith(`${folder}/`) && /\.ts$/.test(each)).map(readSource)
      return workspace(folder, JSON.parse(readSource(path).text), configurationOf(folder), scripts)
    })
}

function configurationOf(folder: string): Configuration {
  return JSON.parse(readSource(`${folder}/tsconfig.json`).text)
}

function workspace(
  folder: string,
  manifest: Manifest,
  configuration: Configuration,
  scripts: readonly SourceFile[],
): Workspace {
  const loads = scripts.map((file) => ({ path: file.path, imports: importsOf(file) }))
  return {
    folder,
    name: manifest.name,
    dependencies: Object.keys(manifest.dependencies ?? {}),
    devDependencies: Object.keys(manifest.devDependencies ?? {}),
    exports: Object.keys(manifest.exports ?? {}),
    references: (configuration.references ?? []).map(({ path }) => posix.join(folder, path)),
    types: configuration.compilerOptions?.types ?? [],
    production: loads.filter(({ path }) => !isTest(path)),
    tests: loads.filter(({ path }) => isTest(path)),
  }
}

/** In test/ and examples/ nothing is shipped: all of test/ is tests, and the files of an example are its own. */
function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.startsWith('test/')
}
