import { randomUUID } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '@pawl/setup'

export interface Replacement {
  /** What was read there before; undefined where nothing was. */
  readonly before: Uint8Array | undefined
  readonly text: string
}

/**
 * Puts a file in the place of another, whole or not at all: whoever reads it meanwhile reads the old one or the new one. Refuses where it is no
 * longer what was read: of two that run at once, the slower must not put older content back.
 */
export function replaceFile(path: string, { before, text }: Replacement): void {
  const folder = dirname(path)
  const next = join(folder, `.${basename(path)}.${randomUUID()}`)
  try {
    mkdirSync(folder, { recursive: true })
    writeDurably(next, text)
    if (!isStill(path, before)) throw new Error('changed')
    renameSync(next, path)
  } catch {
    throw new Refusal('output-unwritable', 'the file cannot be replaced, and is as it was', [
      { at: path, message: 'may its folder be written to, and does nobody else write there at the same time?' },
    ])
  } finally {
    rmSync(next, { force: true })
  }
}

function writeDurably(path: string, text: string): void {
  // Exclusive: nothing that lies there is written through.
  const file = openSync(path, 'wx', 0o644)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function isStill(path: string, before: Uint8Array | undefined): boolean {
  if (before === undefined) return statSync(path, { throwIfNoEntry: false }) === undefined
  return readFileSync(path).equals(before)
}
