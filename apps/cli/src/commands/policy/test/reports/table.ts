import { printable } from '@pawl/setup'
import { table } from '../../../../output/table.ts'
import type { Terminal } from '../../../../output/terminal.ts'
import type { CaseResult, Difference } from '../case-result.ts'

/** A line a case, under the name of its file; of one that fails, what was expected, what came, and why. */
export function reportTable(results: readonly CaseResult[], out: Terminal): void {
  for (const [file, cases] of Map.groupBy(results, (each) => each.file)) {
    out.write(out.paint('bold', printable(file)))
    for (const { name, differences } of cases) {
      const passes = differences.length === 0
      out.write(`  ${passes ? out.paint('green', 'pass') : out.paint('red', 'FAIL')}  ${printable(name)}`)
      for (const difference of differences) reportDifference(difference, out)
    }
    out.write('')
  }
  const failed = results.filter(({ differences }) => differences.length > 0).length
  const words = `${results.length - failed} passed, ${failed} failed`
  out.write(failed === 0 ? out.paint('green', words) : out.paint('red', words))
}

function reportDifference({ what, expected, got, why }: Difference, out: Terminal): void {
  const rows = [['expected', printable(expected)], ['got', printable(got)], ...why.map((each) => ['', printable(each)])]
  out.write(`        ${printable(what)}`)
  out.write(table([], rows, Math.min(out.width, 100), '          '))
}
