import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { key, NOW, SUBJECT, trustingKey, trustingWorkflow } from './scene.ts'
import type { Vector } from './vector.ts'

/** Evidence as a tool leaves it, in the files and with the names that it has there; read through the sources, so `evidence` is a folder. */
export interface FormatVector {
  /** Below test/vectors/formats: format and case. */
  readonly folder: `${string}/${string}`
  readonly evidence: Readonly<Record<string, Uint8Array | string>>
  readonly trust: object
  readonly files: Readonly<Record<string, string>>
  readonly facts: FormatFacts
  readonly readme: string
}

/** case.json: what is asked, and what must become of each piece. Written by hand. */
export interface FormatFacts {
  readonly subject: string
  readonly verifiedAt: number
  /** A claim type or a rejection code for every piece that the sources find, sorted. */
  readonly results: readonly string[]
  /** What the sources must say that they left out. */
  readonly notes: number
}

type Trusted = Pick<Vector, 'trust' | 'files'>

/** The workflow of the vectors for provenance, and its key for reviews, and for nothing else. */
export const both: Trusted = trustingBoth()

function trustingBoth(): Trusted {
  const workflow = trustingWorkflow()
  const keyed = trustingKey(key, { claims: ['review', 'provenance'] })
  const [{ spec: one }, { spec: two }] = [workflow.trust, keyed.trust] as [Spec, Spec]
  return {
    trust: { ...workflow.trust, spec: { ...one, attesters: [...one.attesters, ...two.attesters] } },
    files: { ...workflow.files, ...keyed.files },
  }
}

interface Spec {
  readonly spec: { readonly attesters: readonly object[] }
}

export function format(
  folder: `${string}/${string}`,
  evidence: FormatVector['evidence'],
  results: readonly string[],
  readme: string,
  varied: { readonly trusted?: Trusted; readonly notes?: number; readonly subject?: string } = {},
): FormatVector {
  const { trusted = both, notes = 0, subject = SUBJECT } = varied
  return {
    folder,
    evidence,
    ...trusted,
    facts: { subject, verifiedAt: NOW, results: [...results].sort(), notes },
    readme,
  }
}

/** The files that `write` puts into a folder, by their paths below it. */
export function filesWritten(write: (folder: string) => void): Readonly<Record<string, Uint8Array>> {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-vector-'))
  try {
    write(folder)
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const paths = entries.map((entry) => join(entry.parentPath, entry.name))
    return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path)]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
