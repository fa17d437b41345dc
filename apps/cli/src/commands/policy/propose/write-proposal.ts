import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { printable, Refusal } from '@pawl/setup'
import type { Terminal } from '../../../output/terminal.ts'
import { writeNew } from '../../../output/write-new.ts'

/** A document of the proposal: its file name and its text. */
export interface ProposedFile {
  readonly name: 'trust.yaml' | 'policy.yaml'
  readonly text: string
}

/** Into a folder, never over a file that is there; without a folder, as YAML documents one after the other. */
export function writeProposal(
  files: readonly ProposedFile[],
  folder: string | undefined,
  out: Terminal,
  err: Terminal,
): void {
  if (folder === undefined) {
    out.write(
      files
        .map(({ name, text }) => `# ${name}\n${text}`)
        .join('---\n')
        .trimEnd(),
    )
    return
  }
  const paths = files.map(({ name, text }) => ({ path: join(folder, name), text }))
  const there = paths.filter(({ path }) => existsSync(path))
  if (there.length > 0) {
    throw new Refusal(
      'output-unwritable',
      'nothing is written over',
      there.map(({ path }) => ({ at: path, message: 'is there already' })),
    )
  }
  for (const { path, text } of paths) {
    writeNew(path, text)
    err.write(`wrote ${printable(path)}`)
  }
}
