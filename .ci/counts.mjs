// Reads what a test runner wrote. `counts.mjs FILE` prints "passed failed skipped"; `counts.mjs --skipped FOLDER` names the skipped tests.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

const read = (file) => JSON.parse(readFileSync(file, 'utf8'))
const [first, folder] = process.argv.slice(2)

if (first === '--skipped') {
  const reports = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => read(join(folder, name)))
  const tests = reports.flatMap((report) => report.testResults ?? []).flatMap((file) => file.assertionResults)
  const ran = new Set(
    tests.filter((test) => test.status === 'passed' || test.status === 'failed').map((test) => test.fullName),
  )
  const skipped = new Set(
    tests
      .filter((test) => !['passed', 'failed'].includes(test.status) && !ran.has(test.fullName))
      .map((test) => test.fullName),
  )
  // Stands in a line before the counts, so that a green run says what it did not do.
  process.stdout.write(`skipped everywhere: ${skipped.size === 0 ? 'none' : [...skipped].join('; ')}\n`)
} else {
  const report = read(first)
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0)
  process.stdout.write(
    `${report.numPassedTests} ${report.numFailedTests + (report.numFailedTestSuites > 0 && report.numFailedTests === 0 ? 1 : 0)} ${skipped}\n`,
  )
}
