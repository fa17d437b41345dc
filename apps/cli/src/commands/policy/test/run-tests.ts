import { loadProfile, loadTrustFile } from '@pawl/setup'
import type { EngineChoice, LoadOpa } from '../../../judge.ts'
import type { Terminal } from '../../../output/terminal.ts'
import type { CaseResult } from './case-result.ts'
import { judgeCase } from './judge-case.ts'
import { besides, readPolicyTest, type TestFile } from './read-policy-test.ts'
import { REPORTS, type ReportFormat } from './reports/report-list.ts'

export interface TestOptions {
  readonly engine: EngineChoice
  readonly loadOpa: LoadOpa
  readonly output: ReportFormat
  /**
   * The real clock: exceptions end within 90 days of it, as in `pawl check`. It judges nothing. The rule only loosens with time, so that what can be read
   * today can be read on every later day.
   */
  readonly readAt: number
}

/** The exit code: 0 every case passes and there is one, 1 one fails. Everything else is thrown. */
export async function runTests(paths: readonly string[], options: TestOptions, out: Terminal): Promise<0 | 1> {
  const results: CaseResult[] = []
  const loadOpa = once(options.loadOpa)
  for (const test of paths.map(readPolicyTest)) results.push(...(await runFile(test, { ...options, loadOpa })))
  REPORTS[options.output](results, out)
  return results.length >= 1 && results.every(({ differences }) => differences.length === 0) ? 0 : 1
}

async function runFile(test: TestFile, { engine, loadOpa, readAt }: TestOptions): Promise<readonly CaseResult[]> {
  const { policies, profiles, namespace, cases, trust: path } = test.test.spec
  const trust = loadTrustFile(besides(test, path))
  const files = {
    policy: policies.map((each) => besides(test, each)),
    ...(profiles === undefined || namespace === undefined ? {} : { profiles: besides(test, profiles), namespace }),
  }
  const bench = { test, trust, profile: loadProfile(files, trust, readAt), engine, loadOpa }
  const results: CaseResult[] = []
  for (const [index, each] of cases.entries()) results.push(await judgeCase(bench, each, index))
  return results
}

/** One module for all cases: what it keeps in memory between two questions is tested by its own package. */
function once(load: LoadOpa): LoadOpa {
  let engine: ReturnType<LoadOpa> | undefined
  return () => {
    engine ??= load()
    return engine
  }
}
