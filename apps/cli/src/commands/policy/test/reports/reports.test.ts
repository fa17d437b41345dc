import { describe, expect, it } from 'vitest'
import type { CaseResult } from '../case-result.ts'
import { REPORTS, type ReportFormat } from './report-list.ts'

const HOSTILE = '</failure> "a" & \'b\' # SKIP \\ \u001b[2J\u202e\ufffe'
const PASSED: CaseResult = { file: 'a.yaml', name: 'passes', differences: [] }
const FAILED: CaseResult = {
  file: 'b.yaml',
  name: HOSTILE,
  differences: [{ what: 'decision', expected: 'allow', got: 'deny', why: [HOSTILE, '...'] }],
}

function report(format: ReportFormat, results: readonly CaseResult[] = [PASSED, FAILED]): string {
  const lines: string[] = []
  REPORTS[format](results, { write: (text) => void lines.push(text), width: 80, paint: (_, text) => text })
  return lines.join('\n')
}

describe('a report', () => {
  it('in TAP 14 cannot be made to skip what failed, nor be ended by what it quotes', () => {
    expect(report('tap')).toBe(`TAP version 14
1..2
ok 1 - a.yaml: passes
not ok 2 - b.yaml: </failure> "a" & 'b' \\# SKIP \\\\ \\\\u{1b}[2J\\\\u{202e}\ufffe
  ---
  differences:
    - what: decision
      expected: allow
      got: deny
      why:
        - "</failure> \\"a\\" & 'b' # SKIP \\\\ \\\\u{1b}[2J\\\\u{202e}\ufffe"
        - ...
  ...`)
  })

  it('in JUnit XML is well-formed whatever it quotes', () => {
    const escaped = '&lt;/failure&gt; &quot;a&quot; &amp; &apos;b&apos; # SKIP \\ \\u{1b}[2J\\u{202e}\\u{fffe}'
    expect(report('junit')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="pawl policy test" tests="2" failures="1" errors="0">
  <testsuite name="a.yaml" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="a.yaml" name="passes"/>
  </testsuite>
  <testsuite name="b.yaml" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="b.yaml" name="${escaped}">
      <failure type="expectation" message="decision: expected allow, got deny">decision
  expected allow
  got deny
    ${escaped}
    ...</failure>
    </testcase>
  </testsuite>
</testsuites>`)
  })

  it('as a table shows a line a case, and the difference', () => {
    expect(report('table')).toBe(`a.yaml
  pass  passes

b.yaml
  FAIL  </failure> "a" & 'b' # SKIP \\ \\u{1b}[2J\\u{202e}\ufffe
        decision
          expected  allow
          got       deny
                    </failure> "a" & 'b' # SKIP \\ \\u{1b}[2J\\u{202e}\ufffe
                    ...

1 passed, 1 failed`)
  })

  it('as JSON holds the whole of it', () => {
    expect(JSON.parse(report('json'))).toStrictEqual({
      passed: 1,
      failed: 1,
      cases: [
        { passed: true, ...PASSED },
        { passed: false, ...FAILED },
      ],
    })
  })
})
