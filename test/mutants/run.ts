import process from 'node:process'
import { parseArgs } from 'node:util'
import { chooseRows } from './choose-rows.ts'
import { CopiedTree } from './copied-tree.ts'
import { greenProblems } from './green-tree.ts'
import type { Mutant } from './mutant.ts'
import { ROWS } from './rows.ts'
import { isGreen } from './static-layer.ts'
import { WarmTests } from './warm-tests.ts'

// node --conditions=@pawl/source test/mutants/run.ts [--short] [--only name]...: each row of test/mutants/rows must turn its layer red.
const { values } = parseArgs({
  options: { short: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
})
const rows = chooseRows(ROWS, { short: values.short, only: values.only })
const tree = new CopiedTree()
process.once('exit', () => tree.remove())
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
const tests = await WarmTests.start(tree.root)

const began = process.hrtime.bigint()
const failures = await greenProblems(rows, tree.root, tests)
for (const problem of failures) console.log(`not green without a mutant: ${problem}`)
console.log(`the tree without a mutant took ${secondsSince(began)} s`)
let passed = 0
for (const row of rows) {
  const started = process.hrtime.bigint()
  const verdict = await judge(row)
  const caught = verdict.startsWith('caught')
  if (caught) passed += 1
  else failures.push(row.name)
  console.log(`${row.name} | ${row.caughtBy} | ${verdict} | ${secondsSince(started)}`)
}
await tests.close()
console.log(`${rows.length} mutants in ${secondsSince(began)} s`)
console.log(`${passed} passed, ${failures.length} failed`)
process.exitCode = failures.length === 0 && passed >= 1 ? 0 : 1

function secondsSince(start: bigint): string {
  return (Number(process.hrtime.bigint() - start) / 1e9).toFixed(2)
}

/** What became of one mutant, in words. */
async function judge(row: Mutant): Promise<string> {
  let restore: () => void
  try {
    restore = tree.apply(row)
  } catch (error) {
    return `FAILED, ${error instanceof Error ? error.message : 'the file cannot be read'}`
  }
  try {
    return await verdictOn(row)
  } finally {
    restore()
    tests.forget(row.file)
  }
}

async function verdictOn(row: Mutant): Promise<string> {
  if (row.caughtBy !== 'tests') return isGreen(row.caughtBy, row.file, tree.root) ? 'SURVIVED' : 'caught'
  const run = await tests.run(row.suites ?? [], row.named, row.file)
  if (!run.passed) return `caught by "${run.failure}"`
  return run.tests === 0 ? 'SURVIVED, no test ran' : `SURVIVED ${run.tests} tests`
}
