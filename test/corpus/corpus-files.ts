import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the corpus lies. It is data of other projects and never part of this one: unset means that these tests cannot run. */
export const CORPUS: string | undefined = process.env['PAWL_CORPUS'] || undefined

export function corpusBytes(path: string): Uint8Array {
  if (CORPUS === undefined) throw new TypeError('PAWL_CORPUS is not set')
  return readFileSync(join(CORPUS, path))
}

/** Every file under a folder, by its path relative to it. */
export function filesOf(folder: string): readonly string[] {
  const entries = readdirSync(join(CORPUS ?? '', folder), { withFileTypes: true, recursive: true })
  const root = join(CORPUS ?? '', folder)
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}

/** The pieces of evidence in a file: one, or with JSON Lines one a line. */
export function piecesOf(path: string): readonly Uint8Array[] {
  const bytes = corpusBytes(path)
  if (!path.endsWith('.jsonl')) return [bytes]
  const lines = Buffer.from(bytes).toString('utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => Buffer.from(line))
}
