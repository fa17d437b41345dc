import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@pawl/core'
import { Basket } from '../basket.ts'
import type { EvidenceSource, SourceLimits } from '../evidence-source.ts'
import { addFile } from '../file/source.ts'

const ENDINGS = ['.json', '.jsonl', '.sigstore', '.att', '.dsse', '.slsa', '.yaml', '.yml']
const MAX_DEPTH = 8

/** A folder and the folders below it: every file whose ending may be evidence. Links are not followed, so that no link leads out of it. */
export function folderSource(path: string): EvidenceSource {
  return {
    name: path,
    envelopesOf: (_subject, limits) => {
      const basket = new Basket(path, limits)
      const files = filesBelow(path, 0, basket)
      for (const file of files.slice(0, limits.visits)) addReadable(basket, file, limits)
      if (files.length > limits.visits) basket.note(path, 'holds more files than are looked at', 'over-budget')
      return Promise.resolve(basket.answer())
    },
  }
}

/** A file that cannot be read is noted and the others are read: what is missing can only deny. */
function addReadable(basket: Basket, file: string, limits: SourceLimits): void {
  try {
    addFile(basket, file, limits)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    basket.note(file, error.message)
  }
}

/** Sorted, so that two runs look at the same files where there are too many. */
function filesBelow(folder: string, depth: number, basket: Basket): readonly string[] {
  if (depth > MAX_DEPTH) {
    basket.note(folder, 'is deeper than is looked at', 'over-budget')
    return []
  }
  return entriesOf(folder, depth, basket).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) return []
    if (entry.isDirectory()) return filesBelow(path, depth + 1, basket)
    return entry.isFile() && ENDINGS.some((ending) => entry.name.endsWith(ending)) ? [path] : []
  })
}

/** The folder that was named must be there; one below it that cannot be read is noted, like a file. */
function entriesOf(folder: string, depth: number, basket: Basket): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    if (depth === 0) throw new Fault('source-unreadable', 'the folder cannot be read', folder)
    basket.note(folder, 'cannot be read')
    return []
  }
}
