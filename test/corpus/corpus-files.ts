import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** Where the corpus lies. It is data of other projects and never part of this one: unset means that these tests cannot run. */
export const CORPUS: string | undefined = process.env['PAWL_CORPUS'] || undefined

export function corpusBytes(path: string): Uint8Array {
  if (CORPUS === undefined) throw new TypeError('PAWL_CORPUS is not set')
  return readFileSync(join(CORPUS, path))
}

/** A file, or with `#` and a member behind its name that member of it, written again. */
export function corpusDocument(path: string): Uint8Array {
  const [file = '', member] = path.split('#', 2)
  const bytes = corpusBytes(file)
  return member === undefined ? bytes : memberOf(bytes, member)
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

/** The folders of the corpus; beside them lie its manifest and a list. */
export function foldersOf(): readonly string[] {
  const entries = readdirSync(CORPUS ?? '', { withFileTypes: true })
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()
}

/** The pieces of evidence in a file: one, or with JSON Lines one a line, or the one that lies at a place. */
export function piecesOf(path: string, at?: string): readonly Uint8Array[] {
  const bytes = corpusBytes(path)
  if (at !== undefined) return [memberOf(bytes, at)]
  if (!path.endsWith('.jsonl')) return [bytes]
  const lines = Buffer.from(bytes).toString('utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => Buffer.from(line))
}

/** `attestations[0].bundle` of a document; a way that leads nowhere is a mistake in the row. */
function memberOf(bytes: Uint8Array, way: string): Uint8Array {
  const names = way.split(/[.[\]]+/).filter((name) => name !== '')
  const value = names.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([key]) => key === name)?.[1]
        : undefined,
    JSON.parse(Buffer.from(bytes).toString('utf8')),
  )
  if (value === undefined) throw new TypeError(`there is nothing at ${way}`)
  return Buffer.from(JSON.stringify(value))
}
