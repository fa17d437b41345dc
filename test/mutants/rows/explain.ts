import type { Mutant } from '../mutant.ts'

type Change = Pick<Mutant, 'name' | 'file' | 'find' | 'replace'>

const CHANGES: readonly Change[] = [
  {
    name: 'an explanation stops at the first fault',
    file: 'claim-faults.ts',
    find: 'return [...faults, ...failed.map(',
    replace: 'return faults.length > 0 ? faults : [...failed.map(',
  },
  {
    name: 'an explanation forgets the second claim',
    file: 'explain-node.ts',
    find: 'return faults.length > 0 ? faults : pairReasons(claim, partner, seconds, entry)',
    replace: 'return faults',
  },
  {
    name: 'an explanation says that a claim outlasts its second',
    file: 'explain-node.ts',
    find: 'least(own.boundOf(claim), bestPartner(',
    replace: 'Math.max(own.boundOf(claim), bestPartner(',
  },
  {
    name: 'an explanation looks at claims that nobody judged',
    file: 'explain.ts',
    find: "new Set(['configuration-stale', 'not-governed'])",
    replace: 'new Set()',
  },
  {
    name: 'an explanation leaves out what is malformed',
    file: 'explain-node.ts',
    find: 'claim.type === test.claim)',
    replace: "claim.type === '')",
  },
]

/** What an explanation could say that the decision does not. */
export const EXPLANATION: readonly Mutant[] = CHANGES.map((each) => ({
  ...each,
  file: `packages/policy/src/explain/${each.file}`,
  caughtBy: 'tests',
  suites: ['packages/policy/src/explain'],
}))
