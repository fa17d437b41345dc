import type { Mutant } from '../mutant.ts'

const PROPOSE = 'apps/cli/src/commands/policy/propose'

/** Of `pawl policy propose`: what would put into a proposal somebody who did not sign, or more than was there. */
export const PROPOSALS: readonly Mutant[] = [
  {
    name: 'an identity with a star is proposed as it is',
    file: `${PROPOSE}/workflow-identity.ts`,
    find: "!identity.includes('*') && ",
    replace: '',
    caughtBy: 'tests',
    suites: [`${PROPOSE}/hostile.test.ts`],
    named: 'which would be a pattern',
  },
  {
    name: 'a reusable workflow is proposed for everybody who calls it',
    file: `${PROPOSE}/certificate-pins.ts`,
    find: "...(reusable ? (['sourceRepository'] as const) : []),",
    replace: '',
    caughtBy: 'tests',
    suites: [`${PROPOSE}/identities.test.ts`],
  },
  {
    name: 'branches become a pattern as tags do',
    file: `${PROPOSE}/ref-patterns.ts`,
    find: "const TAG = 'refs/tags/'",
    replace: "const TAG = 'refs/'",
    caughtBy: 'tests',
    suites: [`${PROPOSE}/small-choices.test.ts`],
  },
  {
    name: 'a proposal is not compared with what was meant',
    file: 'apps/cli/src/output/read-back.ts',
    find: 'if (isDeepStrictEqual(file.value, JSON.parse(JSON.stringify(meant)))) return file',
    replace: 'if (isDeepStrictEqual(meant, meant)) return file',
    caughtBy: 'tests',
    suites: [`${PROPOSE}/check-proposal.test.ts`],
  },
  {
    name: 'a proposal that denies what it was made from is written',
    file: `${PROPOSE}/check-proposal.ts`,
    find: "if (decision.decision === 'allow' && images.length >= 1) return",
    replace: 'if (decision !== undefined && images.length >= 1) return',
    caughtBy: 'tests',
    suites: [`${PROPOSE}/check-proposal.test.ts`],
  },
  {
    name: 'a line end in a value is written as it is',
    file: 'apps/cli/src/output/yaml-lines.ts',
    find: 'plain.search(NOT_ASCII) < 0 ? plain :',
    replace: 'plain.length > 0 ? plain :',
    caughtBy: 'tests',
    suites: ['apps/cli/src/output/yaml-lines.test.ts'],
  },
  {
    name: 'a comment holds what ends it',
    file: 'apps/cli/src/output/yaml-lines.ts',
    find: 'printable(text).replaceAll(NOT_ASCII,',
    replace: 'text.replaceAll(/[^ -~\\n\\r]/gu,',
    caughtBy: 'tests',
    suites: ['apps/cli/src/output/yaml-lines.test.ts'],
  },
  {
    name: 'a proposal is written over a file',
    file: 'apps/cli/src/output/write-beside.ts',
    find: 'if (there.length > 0) {',
    replace: 'if (there.length > 2) {',
    caughtBy: 'tests',
    suites: [`${PROPOSE}/propose-nothing.test.ts`],
  },
  {
    name: 'a review that has ended is proposed from',
    file: `${PROPOSE}/choose-claims.ts`,
    find: 'return begun && (expiresAt === undefined || now < expiresAt)',
    replace: 'return begun',
    caughtBy: 'tests',
    suites: [`${PROPOSE}/propose-nothing.test.ts`],
  },
]
