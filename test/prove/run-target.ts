import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { type SearchResult, search } from '@pawl/policy/prove'
import { openTarget } from '../../apps/cli/src/commands/prove/open-target.ts'
import type { TargetOptions } from '../../apps/cli/src/commands/prove/targets/target.ts'

/** Path of a real opa; undefined where nobody named one, and then what needs it is skipped out loud. */
export const OPA: string | undefined = process.env['PAWL_OPA']

/** Path of a real Kyverno command line; undefined where nobody named one, as above. */
export const KYVERNO: string | undefined = process.env['PAWL_KYVERNO'] || undefined

export const LONG: boolean = process.env['PAWL_SIZE'] === 'long'

/** 2026-01-02T00:00:00Z, as the command. */
const NOW = 1_767_312_000

export const inRepository = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

export interface Run {
  readonly files?: readonly string[]
  readonly policy?: string
  readonly yesAt?: string
  readonly violationsAt?: string
  readonly seed?: number
  readonly cases?: number
}

/** What the command does, without its output. Paths are of the repository. */
export async function runTarget(run: Run): Promise<SearchResult & { readonly seconds: number }> {
  const options: TargetOptions = {
    files: (run.files ?? []).map(inRepository),
    policy: run.policy === undefined ? undefined : inRepository(run.policy),
    url: undefined,
    yesAt: run.yesAt,
    violationsAt: run.violationsAt,
    opa: OPA,
    kyverno: 'kyverno',
    environment: {},
    namespace: 'default',
    readAt: NOW,
  }
  const start = performance.now()
  const { ask, constants } = openTarget(options)
  const result = await search(ask, {
    seed: run.seed ?? 1,
    cases: run.cases ?? 20_000,
    now: NOW,
    constants,
    documents: [],
  })
  return { ...result, seconds: (performance.now() - start) / 1000 }
}
