import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { isRecord } from '@pawl/document'
import { Refusal } from '@pawl/setup'

/** What Kyverno says of one policy and one resource. */
export interface Row {
  readonly policy: string
  /** `Pass`, `Fail`, `Skip`. */
  readonly result: string
  /** `Ok`, `Want pass, got fail`, and what a result can be called that is none: `Excluded`, `Not found`, `Invalid Policy`. */
  readonly reason: string
}

export interface Run {
  /** Null where it did not end by itself. */
  readonly status: number | null
  readonly rows: readonly Row[]
  /** What it printed, for a refusal. */
  readonly words: string
}

const TIMEOUT_MS = 120_000
const MAX_OUTPUT = 16 * 1_048_576

/** What is not answered from the file would be a real call: there is nobody to call. */
const NO_NETWORK = { FLAG_HTTP_BLOCKLIST: '0.0.0.0/0,::/0', FLAG_HTTP_ALLOWLIST: '' }

/** `kyverno test FOLDER`. Throws Refusal `kyverno-unavailable` where there is no such program. */
export function kyvernoTest(kyverno: string, folder: string): Run {
  const { status, stdout, stderr, error } = spawnSync(kyverno, ['test', folder, '--require-tests', '-o', 'json'], {
    encoding: 'utf8',
    env: { ...process.env, ...NO_NETWORK },
    maxBuffer: MAX_OUTPUT,
    timeout: TIMEOUT_MS,
  })
  if (error !== undefined && status === null && stdout === null) {
    throw new Refusal('kyverno-unavailable', 'Kyverno cannot be run', [
      { at: kyverno, message: 'is its command line there, and on the PATH?' },
    ])
  }
  return { status: error === undefined ? status : null, rows: rowsIn(stdout), words: `${stderr}${stdout}` }
}

/** A list of JSON for each test, whose brackets have a line each. One that cannot be read has no rows. */
export function rowsIn(text: string): readonly Row[] {
  return [...text.matchAll(/^\[$[^]*?^\]$/gm)].flatMap(([list]) => listOf(list)).flatMap(rowOf)
}

function listOf(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

function rowOf(value: unknown): readonly Row[] {
  if (!isRecord(value)) return []
  const { POLICY: policy, RESULT: result, REASON: reason } = value
  return typeof policy === 'string' && typeof result === 'string' && typeof reason === 'string'
    ? [{ policy, result, reason }]
    : []
}
