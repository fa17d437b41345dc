import { structured } from '../../../../output/structured.ts'
import type { Terminal } from '../../../../output/terminal.ts'
import type { CaseResult } from '../case-result.ts'

export function reportJson(results: readonly CaseResult[], out: Terminal): void {
  const cases = results.map((each) => ({ passed: each.differences.length === 0, ...each }))
  const passed = cases.filter((each) => each.passed).length
  out.write(structured('json', { passed, failed: cases.length - passed, cases }))
}
