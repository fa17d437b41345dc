import { printable } from '@pawl/setup'
import { stringify } from 'yaml'
import type { Terminal } from '../../../../output/terminal.ts'
import type { CaseResult } from '../case-result.ts'

/** TAP 14 (testanything.org): a plan, a test point a case, and the differences as its YAML block. */
export function reportTap(results: readonly CaseResult[], out: Terminal): void {
  out.write('TAP version 14')
  out.write(`1..${results.length}`)
  for (const [index, { file, name, differences }] of results.entries()) {
    const passes = differences.length === 0
    out.write(`${passes ? 'ok' : 'not ok'} ${index + 1} - ${description(`${file}: ${name}`)}`)
    if (!passes) out.write(block(differences))
  }
}

/** A `#` would begin a directive, and `# SKIP` would make a failure pass. */
function description(text: string): string {
  return printable(text).replaceAll('\\', '\\\\').replaceAll('#', '\\#')
}

function block(differences: CaseResult['differences']): string {
  const shown = differences.map(({ what, expected, got, why }) => ({
    what: printable(what),
    expected: printable(expected),
    got: printable(got),
    ...(why.length === 0 ? {} : { why: why.map(printable) }),
  }))
  // No folding: a line of its own could then be `...`, which ends the block.
  const yaml = stringify({ differences: shown }, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd()
  return ['---', ...yaml.split('\n'), '...'].map((line) => `  ${line}`).join('\n')
}
