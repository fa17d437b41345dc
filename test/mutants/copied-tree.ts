import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Mutant } from './mutant.ts'

const ROOT = realpathSync(fileURLToPath(new URL('../../', import.meta.url)))
const SKIPPED = new Set(['node_modules', '.git', '.cache', '.turbo', 'coverage'])

/**
 * The sources once more, beside the system's other temporary files: under node_modules neither Node nor Vite would read TypeScript, and Biome
 * would read nothing. Build output comes along, so that the first `tsc -b` is as quick as the others.
 */
export class CopiedTree {
  readonly root: string

  constructor() {
    this.root = mkdtempSync(join(realpathSync(tmpdir()), 'pawl-mutants-'))
    cpSync(ROOT, this.root, {
      recursive: true,
      filter: (path) => !SKIPPED.has(relative(ROOT, path).split(sep).at(-1) ?? ''),
    })
    for (const folder of ['', ...workspaceFolders()]) this.#link(join(folder, 'node_modules'))
  }

  /** Installed packages are linked one by one: a link to the whole folder would lead to the workspaces of the original tree. */
  #link(folder: string): void {
    if (!existsSync(join(ROOT, folder))) return
    mkdirSync(join(this.root, folder), { recursive: true })
    for (const name of readdirSync(join(ROOT, folder))) {
      const path = join(folder, name)
      if (name.startsWith('@')) this.#link(path)
      else if (!name.startsWith('.') || name === '.bin')
        symlinkSync(this.#target(realpathSync(join(ROOT, path))), join(this.root, path))
    }
  }

  #target(real: string): string {
    const inside = relative(ROOT, real)
    return inside.startsWith('..') || inside.split(sep).includes('node_modules') ? real : join(this.root, inside)
  }

  /** Applies a row and returns what takes it back. Throws where the row no longer applies. */
  apply({ file, find, replace }: Mutant): () => void {
    const path = join(this.root, file)
    const text = readFileSync(path, 'utf8')
    const found = text.split(find).length - 1
    if (found !== 1) throw new RangeError(`no longer applies: the text to find is there ${found} times`)
    writeFileSync(path, text.split(find).join(replace))
    return () => writeFileSync(path, text)
  }

  remove(): void {
    rmSync(this.root, { recursive: true })
  }
}

function workspaceFolders(): readonly string[] {
  const nested = ['packages', 'apps', 'examples'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => join(folder, name)),
  )
  return [...nested, 'test']
}
