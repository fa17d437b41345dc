import { statSync } from 'node:fs'
import { formatInstant } from '@pawl/document'
import { printable, Refusal } from '@pawl/setup'
import {
  type FirstRoot,
  isTufRefusal,
  publicGoodTufRoot,
  type RefreshedFile,
  readBounded,
  refreshRoot,
  type TufRefusal,
} from '@pawl/sources'
import { describeSeconds } from '../../../output/durations.ts'
import { replaceFile } from '../../../output/replace-file.ts'
import { type Format, structured } from '../../../output/structured.ts'
import type { Terminal } from '../../../output/terminal.ts'
import { TUF_WORDS } from './tuf-words.ts'

export interface UpdateOptions {
  readonly mirror: string
  readonly root?: string
  readonly target: string
  readonly out: string
  readonly output: Format
  /** Epoch seconds. */
  readonly now: number
}

const MAX_BYTES = 1_048_576
/** Milliseconds for the whole of it. */
const DEADLINE = 60_000

/** Brings the file up to date, or leaves it as it was and throws why. */
export async function update(options: UpdateOptions, out: Terminal): Promise<0> {
  const { now, target } = options
  const before = readIfThere(options.out)
  const mirror = { url: new URL(options.mirror), deadline: DEADLINE }
  const refreshed = await refreshRoot({ before, firstRoot: firstRoot(options.root), mirror, target, now })
  if (isTufRefusal(refreshed)) throw refuse(refreshed, options)
  const changed = before === undefined || !Buffer.from(refreshed.text).equals(before)
  if (changed) replaceFile(options.out, { before, text: refreshed.text })
  render(refreshed, { ...options, changed }, out)
  return 0
}

function firstRoot(path: string | undefined): FirstRoot {
  if (path === undefined) return { from: 'pinned', bytes: publicGoodTufRoot() }
  return { from: 'given', bytes: readBounded(path, MAX_BYTES) }
}

/** Undefined only where there is no such file: one that cannot be read is no first time. */
function readIfThere(path: string): Uint8Array | undefined {
  return statSync(path, { throwIfNoEntry: false }) === undefined ? undefined : readBounded(path, MAX_BYTES)
}

/** Where it is wrong: at the mirror, or in a file of the operator's. */
function refuse({ code, at }: TufRefusal, { mirror, out }: UpdateOptions): Refusal {
  const place = code === 'tuf-state-invalid' ? out : `${mirror.replace(/\/$/, '')}/${at}`
  return new Refusal(code, TUF_WORDS[code], [
    { at: place, message: code === 'tuf-state-invalid' ? (STATE[at] ?? '') : '' },
  ])
}

const STATE: Readonly<Record<string, string>> = {
  file: 'it is not as it was written',
  root: 'it began with another root',
  target: 'it holds another target',
}

function render(
  { expires, versions, digest }: RefreshedFile,
  { out: path, output, now, changed }: UpdateOptions & { readonly changed: boolean },
  out: Terminal,
): void {
  if (output !== 'table') {
    out.write(structured(output, { changed, expires: formatInstant(expires), versions, digest }))
    return
  }
  out.write(`${out.paint('green', changed ? 'WRITTEN' : 'UP TO DATE')} ${printable(path)}`)
  out.write(`  counts until ${formatInstant(expires)}, ${describeSeconds(expires - now)} more`)
  out.write(
    `  ${Object.entries(versions)
      .map(([role, version]) => `${role} ${version}`)
      .join(', ')}`,
  )
  out.write(`  ${digest}`)
}
