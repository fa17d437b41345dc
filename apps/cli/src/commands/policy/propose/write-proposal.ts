import { printable } from '@pawl/setup'
import type { Terminal } from '../../../output/terminal.ts'
import { type ProposedFile, writeBeside } from '../../../output/write-beside.ts'

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
  for (const path of writeBeside(files, folder)) err.write(`wrote ${printable(path)}`)
}
