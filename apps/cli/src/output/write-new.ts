import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Refusal } from '@pawl/setup'

/** A file that is not there yet, and its folders. */
export function writeNew(path: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    // Exclusive: a file or a link that appeared meanwhile is not written through.
    writeFileSync(path, content, { flag: 'wx' })
  } catch (error) {
    const there = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw new Refusal('output-unwritable', 'the file cannot be written', [
      { at: path, message: there ? 'is there already, and nothing is written over' : 'may the folder be written to?' },
    ])
  }
}
