import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '@pawl/setup'
import { writeNew } from './write-new.ts'

/** A file of a proposal: its path inside the folder, and its text. */
export interface ProposedFile {
  readonly name: string
  readonly text: string
}

/** All of them into a folder, or none where one is there already. Returns the paths. */
export function writeBeside(files: readonly ProposedFile[], folder: string): readonly string[] {
  const paths = files.map(({ name, text }) => ({ path: join(folder, name), text }))
  const there = paths.filter(({ path }) => existsSync(path))
  if (there.length > 0) {
    throw new Refusal(
      'output-unwritable',
      'nothing is written over',
      there.map(({ path }) => ({ at: path, message: 'is there already' })),
    )
  }
  for (const { path, text } of paths) writeNew(path, text)
  return paths.map(({ path }) => path)
}
