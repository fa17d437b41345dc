import { spawnSync } from 'node:child_process'
import { isRecord } from '@pawl/document'
import { type Environment, Refusal } from '@pawl/setup'

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

/** A process lives half a second: collecting garbage would take a third of it. */
const NO_COLLECTION = { GOGC: 'off', GOMEMLIMIT: '1GiB' }

/** What is not answered from the file would be a real call: there is nobody to call. */
const NO_NETWORK = { FLAG_HTTP_BLOCKLIST: '0.0.0.0/0,::/0', FLAG_HTTP_ALLOWLIST: '' }

/** A Kyverno of the operator's. */
export interface Kyverno {
  /** Path, or a name on the PATH. */
  readonly binary: string
  /** What it inherits. */
  readonly environment: Environment
}

/** `kyverno test FOLDER`. Throws Refusal `kyverno-unavailable` where there is no such program. */
export function kyvernoTest({ binary, environment }: Kyverno, folder: string): Run {
  const { status, stdout, stderr, error } = spawnSync(binary, ['test', folder, '--require-tests', '-o', 'json'], {
    encoding: 'utf8',
    env: { ...environment, ...NO_COLLECTION, ...NO_NETWORK },
    maxBuffer: MAX_OUTPUT,
    timeout: TIMEOUT_MS,
  })
  if (error !== undefined && !hasStarted(error)) {
    throw new Refusal('kyverno-unavailable', 'Kyverno cannot be run', [
      { at: binary, message: 'is its command line there, and on the PATH?' },
    ])
  }
  return { status: error === undefined ? status : null, rows: rowsIn(stdout), words: `${stderr}${stdout}` }
}

/** It took too long, or said too much: no answer, but a Kyverno. */
function hasStarted(error: Error): boolean {
  return 'code' in error && (error.code === 'ETIMEDOUT' || error.code === 'ENOBUFS')
}

/** A list of JSON for each test, whose brackets have a line each. One that cannot be read has no rows. */
export function rowsIn(text: string): readonly Row[] {
  return [...text.matchAll(/^\[$[\s\S]*?^\]$/gm)].flatMap(([list]) => listOf(list)).flatMap(rowOf)
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
