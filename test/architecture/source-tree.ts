import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file of the repository, by its path from the root. Rules take lists of these, so that a made-up one can be judged too. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url))

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.cache', '.turbo', 'coverage'])

/** Paths of all files below a folder, from the root and sorted. */
export function pathsBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      return entry.isDirectory() ? pathsBelow(path) : [path]
    })
    .sort()
}

export function readSource(path: string): SourceFile {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') }
}

const ALL = pathsBelow('')

export function sourcesMatching(pattern: RegExp): readonly SourceFile[] {
  return ALL.filter((path) => pattern.test(path)).map(readSource)
}

/** What is shipped: the sources of packages and apps without their tests and without the test kit. */
export function isProduction(path: string): boolean {
  return /^(packages|apps)\/(?!testkit\/)[^/]+\/src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts')
}

export function productionFiles(): readonly SourceFile[] {
  return ALL.filter(isProduction).map(readSource)
}
