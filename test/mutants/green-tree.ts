import type { Mutant } from './mutant.ts'
import { isGreen } from './static-layer.ts'
import type { WarmTests } from './warm-tests.ts'

/** A red tree proves nothing about a mutant: every layer and suite that the rows use must be green before the first. */
export async function greenProblems(rows: readonly Mutant[], root: string, tests: WarmTests): Promise<string[]> {
  const problems: string[] = []
  for (const [key, { caughtBy, file }] of distinct(rows.filter((row) => row.caughtBy !== 'tests'))) {
    if (caughtBy !== 'tests' && !isGreen(caughtBy, file, root)) problems.push(key)
  }
  const suites = [...new Set(rows.flatMap((row) => row.suites ?? []))]
  if (suites.length === 0 || (await tests.run(suites, undefined, undefined)).passed) return problems
  // One of them is red: one by one, to say which.
  for (const suite of suites) {
    const run = await tests.run([suite], undefined, undefined)
    if (!run.passed) problems.push(`${suite}: ${run.failure}`)
  }
  return problems
}

/** tsc looks at a workspace, the linters at a file. */
function distinct(rows: readonly Mutant[]): ReadonlyMap<string, Mutant> {
  return new Map(rows.map((row) => [`${row.caughtBy} ${place(row)}`, row]))
}

function place({ caughtBy, file }: Mutant): string {
  return caughtBy === 'tsc' ? file.split('/').slice(0, 2).join('/') : file
}
