import { parsePublicKey } from '@pawl/core'
import {
  type BundleAlgorithm,
  type BundleKey,
  type BundleRejection,
  bundleKey,
  isBundleRejection,
  MAX_OPA_BUNDLE_BYTES,
  type OpenedBundle,
  openBundle,
} from '@pawl/opa'
import { keepSeen, printable, Refusal, readKeyText, readSeen } from '@pawl/setup'
import { readBounded } from '@pawl/sources'
import { type Format, structured } from '../../../output/structured.ts'
import { table } from '../../../output/table.ts'
import type { Terminal } from '../../../output/terminal.ts'
import { algorithmFor } from '../bundle-algorithm.ts'
import { BUNDLE_WORDS } from './bundle-words.ts'

export interface VerifyOptions {
  /** Public keys in PEM. */
  readonly key: readonly string[]
  readonly algorithm?: BundleAlgorithm
  /** The file that keeps the revisions that were accepted. */
  readonly state: string
  /** The operator's own floor. */
  readonly minRevision: number
  readonly output: Format
}

/** The exit code: 0 it may be used, 1 it may not. */
export function verify(path: string, options: VerifyOptions, out: Terminal): 0 | 1 {
  const opened = openOnce(path, options)
  if (isBundleRejection(opened)) {
    out.write(options.output === 'table' ? refused(path, opened, out) : structured(options.output, notUsable(opened)))
    return 1
  }
  const { revision, digest, entrypoints, files } = opened
  if (options.output === 'table') renderBundle(path, opened, out)
  else out.write(structured(options.output, { usable: true, revision, digest, entrypoints, files }))
  return 0
}

/** The name under which revisions are kept: a file of what `--config-state` has seen is another file. */
const NAME = 'opa-bundle'

/** Only what was read to its end is kept. */
function openOnce(path: string, { key, algorithm, state, minRevision }: VerifyOptions): OpenedBundle | BundleRejection {
  const keys = key.map((each) => keyOf(each, algorithm))
  const before = readSeen(state)
  if (before.some((each) => each.name !== NAME)) {
    throw new Refusal('configuration-stale', 'what was seen before is not of a bundle for OPA', [
      { at: state, message: 'name another file with --state' },
    ])
  }
  const seen = before.map(({ revision, digest }) => ({ revision, digest }))
  const bytes = readBounded(path, MAX_OPA_BUNDLE_BYTES)
  const opened = openBundle(bytes, { keys, revisions: { least: minRevision, seen } })
  if (isBundleRejection(opened)) return opened
  keepSeen(state, { name: NAME, revision: opened.revision, digest: opened.digest }, before)
  return opened
}

/** Read as every other key of an operator first: what is no key is said in the same words. */
function keyOf(path: string, algorithm: BundleAlgorithm | undefined): BundleKey {
  const pem = readKeyText(path)
  parsePublicKey(pem)
  return bundleKey(pem, algorithmFor(pem, algorithm, path))
}

function refused(path: string, { code, file }: BundleRejection, out: Terminal): string {
  const where = file === undefined ? '' : ` (${printable(file)})`
  return `${out.paint('red', 'REFUSED')} ${code}: ${printable(path)} ${BUNDLE_WORDS[code]}${where}`
}

function notUsable({ code, file }: BundleRejection): object {
  return { usable: false, refused: { code, ...(file === undefined ? {} : { file }) } }
}

function renderBundle(path: string, { revision, digest, entrypoints, files }: OpenedBundle, out: Terminal): void {
  out.write(`${out.paint('bold', printable(`${path} revision ${revision}`))}  ${out.paint('green', 'USABLE')}`)
  const rows = [
    ['digest', digest],
    ['entrypoints', entrypoints.length === 0 ? 'none: it holds Rego alone' : entrypoints.join(', ')],
    ['files', files.join(', ')],
  ]
  out.write(
    table(
      [],
      rows.map((row) => row.map(printable)),
      out.width,
      '  ',
    ),
  )
}
