import { printable } from '@pawl/setup'
import type { Terminal } from '../../../../output/terminal.ts'
import type { CaseResult, Difference } from '../case-result.ts'

/** JUnit XML as test reporters read it: a suite a file. Without times, since nothing here was measured. */
export function reportJunit(results: readonly CaseResult[], out: Terminal): void {
  out.write('<?xml version="1.0" encoding="UTF-8"?>')
  out.write(`<testsuites name="pawl policy test" ${counts(results)}>`)
  for (const [file, cases] of Map.groupBy(results, (each) => each.file)) {
    out.write(`  <testsuite name="${xml(file)}" ${counts(cases)} skipped="0">`)
    for (const each of cases) out.write(testCase(each))
    out.write('  </testsuite>')
  }
  out.write('</testsuites>')
}

function counts(results: readonly CaseResult[]): string {
  const failures = results.filter(({ differences }) => differences.length > 0).length
  return `tests="${results.length}" failures="${failures}" errors="0"`
}

function testCase({ file, name, differences }: CaseResult): string {
  const head = `    <testcase classname="${xml(file)}" name="${xml(name)}"`
  if (differences.length === 0) return `${head}/>`
  const message = differences.map(({ what, expected, got }) => `${what}: expected ${expected}, got ${got}`).join('; ')
  const text = differences.flatMap(lines).map(xml).join('\n')
  return `${head}>\n      <failure type="expectation" message="${xml(message)}">${text}</failure>\n    </testcase>`
}

function lines({ what, expected, got, why }: Difference): readonly string[] {
  return [what, `  expected ${expected}`, `  got ${got}`, ...why.map((each) => `    ${each}`)]
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
])

/** Text of others: no markup, and none of the characters that XML 1.0 has no way to write, which would spoil the whole report. */
function xml(text: string): string {
  return printable(text)
    .replace(/[\uFFFE\uFFFF]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '')
}
