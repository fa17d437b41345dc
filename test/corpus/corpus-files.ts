import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { type FetchedEvidence, readJsonObject } from '@pawl/core'
import { piecesOf } from '../../packages/sources/src/file/pieces-of.ts'
import { layerAttachment } from '../../packages/sources/src/layer-attachment.ts'
import type { CorpusRow } from './corpus-row.ts'

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

/** What the oracles are given: the file as it is, each line of JSON Lines, or the piece that lies at a place. */
export function textsOf(path: string, at?: string): readonly Uint8Array[] {
  const bytes = corpusBytes(path)
  if (at !== undefined) return [memberOf(bytes, at)]
  if (!path.endsWith('.jsonl')) return [bytes]
  const lines = Buffer.from(bytes).toString('utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => Buffer.from(line))
}

/** What Pawl is given: what its source of files makes of the file, or the piece that lies at a place. */
export function evidenceOf(folder: string, { file, at, layerOf }: CorpusRow): readonly FetchedEvidence[] {
  const path = `${folder}/${file}`
  if (at !== undefined) return textsOf(path, at).map((bytes) => ({ source: file, bytes }))
  if (layerOf !== undefined)
    return [{ source: file, bytes: corpusBytes(path), ...attachmentIn(`${folder}/${layerOf}`) }]
  return [...piecesOf(path, corpusBytes(path))].flatMap((piece) =>
    'missing' in piece ? [] : [{ ...piece, source: file }],
  )
}

function attachmentIn(manifest: string): Pick<FetchedEvidence, 'attachment'> {
  const annotations = readJsonObject(memberOf(corpusBytes(manifest), 'layers[0].annotations'))
  const attachment = annotations === undefined ? undefined : layerAttachment(annotations)
  if (attachment === undefined) throw new TypeError(`nothing is attached in ${manifest}`)
  return { attachment }
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
