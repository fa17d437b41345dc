import type { Mutant } from '../mutant.ts'

type Change = Pick<Mutant, 'name' | 'find' | 'replace'>

const CHECKS: readonly Change[] = [
  {
    name: 'what is allowed either way is a counterexample',
    find: "(await ask(readTree(tree, 'allowed'))) && !(await ask(readTree(tree, 'denied')))",
    replace: "await ask(readTree(tree, 'allowed'))",
  },
  {
    name: 'an image beside two others is covered by them',
    find: "imagesOf(readTree(tree, 'denied')).length === 1 && ",
    replace: '',
  },
  {
    name: 'a document with claims is empty',
    find: 'countSwaps(tree) === 0 && holdsNoClaim(tree) && ',
    replace: '',
  },
  {
    name: 'what deletion does as well has a second name',
    find: " && !(await ask(readTree(tree, 'without')))",
    replace: '',
  },
  {
    name: 'a fraction that is read like a number is a confusion of types',
    find: 'if (await ask(document)) return false',
    replace: 'await ask(document)',
  },
]

/** Reports that would call a sound policy unsound, or an unsound one sound. */
export const PROVER: readonly Mutant[] = [
  ...CHECKS.map((each) => ({
    ...each,
    file: 'packages/policy/src/prove/checks.ts',
    caughtBy: 'tests' as const,
    suites: ['packages/policy/src/prove'],
  })),
  {
    name: 'a search that never saw a yes found nothing',
    file: 'apps/cli/src/commands/prove/prove.ts',
    find: 'if (yes > 0) return',
    replace: 'if (yes >= 0) return',
    caughtBy: 'tests',
    suites: ['apps/cli/src/commands/prove'],
  },
  {
    name: 'a policy of Kyverno that does not match the Pod passed',
    file: 'apps/cli/src/commands/prove/targets/kyverno.ts',
    find: "policy === name && result === 'Pass' && reason === 'Ok'",
    replace: "policy === name && result === 'Pass'",
    caughtBy: 'tests',
    suites: ['apps/cli/src/commands/prove/targets/kyverno.test.ts'],
  },
  {
    name: 'one of two policies of Kyverno that says nothing passed',
    file: 'apps/cli/src/commands/prove/targets/kyverno.ts',
    find: 'return names.every((name) =>',
    replace: 'return names.some((name) =>',
    caughtBy: 'tests',
    suites: ['apps/cli/src/commands/prove/targets/kyverno.test.ts'],
  },
  {
    name: 'a policy of Kyverno that computes a URL beside a literal one calls it',
    file: 'apps/cli/src/commands/prove/kyverno/http-calls.ts',
    find: 'allLiteral: urls.length === found.length',
    replace: 'allLiteral: urls.length <= found.length',
    caughtBy: 'tests',
    suites: ['apps/cli/src/commands/prove/kyverno'],
  },
]
