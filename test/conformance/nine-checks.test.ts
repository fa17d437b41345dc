import { describe, expect, it } from 'vitest'
import { ROWS } from '../mutants/rows.ts'
import { NINE_CHECKS } from './nine-checks.ts'

describe('the nine checks that the cases of sigstore-conformance do not miss', () => {
  it('are nine', () => {
    expect(new Set(NINE_CHECKS.map(({ check }) => check)).size).toBe(9)
  })

  it.each(NINE_CHECKS.flatMap(({ check, mutants }) => mutants.map((name) => [check, name] as const)))(
    'are taken out by a row of test/mutants: %s, %s',
    (_, name) => {
      const rows = ROWS.filter((row) => row.name === name)
      expect(rows).toHaveLength(1)
      // Which test notices stands in the row, and test/mutants/run.ts sees that it does.
      expect(rows[0]?.caughtBy).toBe('tests')
      expect(rows[0]?.suites).not.toEqual([])
    },
  )
})
