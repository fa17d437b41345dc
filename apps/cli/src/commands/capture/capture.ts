import { join } from 'node:path'
import { printable, type RegistryAccess, usage } from '@pawl/setup'
import {
  captureFiles,
  captureImage,
  isGithubName,
  isRegistryReference,
  SOURCE_LIMITS,
  type SourceAnswer,
} from '@pawl/sources'
import type { Terminal } from '../../output/terminal.ts'
import { writeNew } from '../../output/write-new.ts'

export interface CaptureOptions {
  readonly out: string
  /** `github:OWNER[/REPO]`. */
  readonly evidence: readonly string[]
  readonly access: RegistryAccess | undefined
  /** Epoch seconds, of the real clock. */
  readonly now: number
}

/**
 * Writes down everything that is needed to verify an image without its registry. It judges nothing: the exit code is 0 where all of it was read and 1
 * where something is missing, which can only deny.
 */
export async function capture(
  image: string,
  { out, evidence, access, now }: CaptureOptions,
  terminal: Terminal,
): Promise<0 | 1> {
  if (!isRegistryReference(image)) throw usage('name an image in a registry')
  if (access === undefined) throw usage('leave out --offline: a capture asks a registry')
  if (!evidence.every(isGithubName)) throw usage('write github:OWNER[/REPO]: files need no capture')
  const others = evidence.map((name) => access.github(name))
  const session = access.open()
  try {
    const captured = await captureImage(image, session, others, SOURCE_LIMITS)
    for (const [path, content] of captureFiles(captured, now)) writeNew(join(out, path), content)
    const answers = [captured.answer, ...captured.elsewhere]
    terminal.write(`${captured.image.digest}  ${printable(captured.repository)}, in ${printable(out)}`)
    for (const answer of answers) describe(answer, terminal)
    return answers.every(({ status }) => status === 'complete') ? 0 : 1
  } finally {
    await session.close()
  }
}

function describe({ source, status, codes, notes, evidence }: SourceAnswer, terminal: Terminal): void {
  const missing = codes.length === 0 ? '' : ` (${codes.join(', ')})`
  terminal.write(`  ${evidence.length} found, ${status}${missing}, at ${printable(source)}`)
  for (const note of notes) terminal.write(`    ${printable(note)}`)
}
