import type { Mutant } from '../mutant.ts'

const TEST = 'apps/cli/src/commands/policy/test'
const LINT = 'packages/policy/src/lint'

/** Of `pawl policy test` and `pawl policy lint`: what would let a policy that opened too far pass unseen. */
export const POLICY_TOOLS: readonly Mutant[] = [
  {
    name: 'a case that expects a deny passes an allow',
    file: `${TEST}/judge-case.ts`,
    find: 'if (got !== decision) {',
    replace: "if (got !== decision && decision !== 'deny') {",
    caughtBy: 'tests',
    suites: [`${TEST}/policy-test.test.ts`],
  },
  {
    name: 'unmet for more reasons than expected passes',
    file: `${TEST}/compare-states.ts`,
    find: 'codes.length === expected.length && codes.every((code) => expected.includes(code))',
    replace: 'expected.every((code) => codes.includes(code))',
    caughtBy: 'tests',
    suites: [`${TEST}/policy-test.test.ts`],
  },
  {
    name: 'met by an exception passes for met',
    file: `${TEST}/found-states.ts`,
    find: "requirement.byException === undefined ? 'met' : 'by-exception'",
    replace: "'met'",
    caughtBy: 'tests',
    suites: [`${TEST}/policy-test.test.ts`],
  },
  {
    name: 'a requirement that no governing policy has is as expected',
    file: `${TEST}/compare-states.ts`,
    find: 'found !== undefined && isAsExpected(expected, found)',
    replace: 'found === undefined || isAsExpected(expected, found)',
    caughtBy: 'tests',
    suites: [`${TEST}/several.test.ts`],
  },
  {
    name: 'taking out claims that are not there passes',
    file: `${TEST}/case-document.ts`,
    find: 'if (!claims.some((claim) => claim.type === type))',
    replace: "if (type === '')",
    caughtBy: 'tests',
    suites: [`${TEST}/refusals.test.ts`],
  },
  {
    name: 'a failed case exits with 0',
    file: `${TEST}/run-tests.ts`,
    find: 'results.every(({ differences }) => differences.length === 0)',
    replace: 'results.some(({ differences }) => differences.length === 0)',
    caughtBy: 'tests',
    suites: [`${TEST}/policy-test.test.ts`],
  },
  {
    name: 'a test point that failed can be named so that TAP skips it',
    file: `${TEST}/reports/tap.ts`,
    find: ".replaceAll('#', '\\\\#')",
    replace: '',
    caughtBy: 'tests',
    suites: [`${TEST}/reports/reports.test.ts`],
  },
  {
    name: 'lint lets errors by',
    file: 'apps/cli/src/commands/policy/lint/lint.ts',
    find: 'return counts.errors === 0 && ',
    replace: 'return ',
    caughtBy: 'tests',
    suites: ['apps/cli/src/commands/policy/lint/lint.test.ts'],
  },
  {
    name: 'lint complains of a pattern that matches',
    file: `${LINT}/scope-flaw.ts`,
    find: "return alone || host.includes(':') ? undefined : 'no-host'",
    replace: "return alone ? undefined : 'no-host'",
    caughtBy: 'tests',
    suites: [`${LINT}/scope-flaw.test.ts`],
  },
]
