import process from 'node:process'
import type { Flaw } from '@pawl/policy/prove'
import { describe, expect, it } from 'vitest'
import { OPA, type Run, runTarget } from './run-target.ts'

const PAWL = 'packages/opa/rego'
const rego = (name: string) => `examples/classic-failures/${name}.rego`

/** The flaw that each is known for, and the number of claims of the smallest pair: of y, the denied one, and of x. */
const CLASSICS: readonly (readonly [string, Run, Flaw, { readonly x: number; readonly y: number }])[] = [
  ['latest', { files: [rego('latest-scan')], yesAt: 'data.classic.latest_scan.allow' }, 'deletion', { y: 2, x: 1 }],
  ['all', { files: [rego('all-must-pass')], yesAt: 'data.classic.all_must_pass.allow' }, 'deletion', { y: 2, x: 1 }],
  ['none', { files: [rego('none-bad')], yesAt: 'data.classic.none_bad.allow' }, 'deletion', { y: 2, x: 1 }],
  [
    'violations',
    { files: [rego('no-violations')], violationsAt: 'data.classic.no_violations.violation' },
    'deletion',
    { y: 1, x: 0 },
  ],
  [
    'types',
    { files: [rego('confused-types'), PAWL], yesAt: 'data.classic.confused_types.allow' },
    'mistyped',
    { y: 1, x: 1 },
  ],
  [
    'cover',
    { files: [rego('one-covers-another'), PAWL], yesAt: 'data.classic.one_covers_another.allow' },
    'cover',
    { y: 0, x: 1 },
  ],
]

const claimsIn = (document: unknown): number => JSON.stringify(document).split('"statementDigest"').length - 1

// Loud: a run without opa names these as skipped.
const real = OPA === undefined ? describe.skip : describe

real('the classic failures, with the real opa', () => {
  it.each(CLASSICS.flatMap((row) => [1, 2, 3].map((seed) => [...row, seed] as const)))(
    'finds the flaw of "%s" in less than ten seconds: %o',
    async (name, run, kind, size, seed) => {
      const { found, seconds, cases } = await runTarget({ ...run, seed, cases: 3000 })
      const one = found.find((each) => each.kind === kind)
      expect(one).toBeDefined()
      expect({ y: claimsIn(one?.y), x: claimsIn(one?.x) }).toEqual(size)
      expect(one?.differences).toHaveLength(1)
      expect(seconds).toBeLessThan(10)
      process.stdout.write(`${name}, seed ${seed}: ${kind}; ${cases} cases in ${seconds.toFixed(1)} s\n`)
    },
  )

  it('calls a set of violations empty as well: nothing at all is allowed', async () => {
    const [, run] = CLASSICS[3] ?? []
    const { found } = await runTarget({ ...run, cases: 2000 })
    expect(found.find(({ kind }) => kind === 'empty')).toMatchObject({ x: null, differences: [] })
  })
})
