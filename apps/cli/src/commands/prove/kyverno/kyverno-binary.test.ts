import { describe, expect, it } from 'vitest'
import { rowsIn } from './kyverno-binary.ts'

const OUTPUT = (...tests: readonly string[]) =>
  [
    ...tests.map((each) => `Loading test [x]\n  Checking results ...\n\n${each}\n\n`),
    '\nTest Summary: 1 tests passed\n',
  ].join('')
const row = (policy: string) =>
  JSON.stringify(
    [{ ID: 1, POLICY: policy, REASON: 'Ok', RESOURCE: 'v1/Pod/default/question', RESULT: 'Pass', RULE: '' }],
    null,
    2,
  )

describe('what Kyverno printed', () => {
  it('has a row for each policy of each test', () => {
    expect(rowsIn(OUTPUT(row('one'), row('two')))).toEqual([
      { policy: 'one', result: 'Pass', reason: 'Ok' },
      { policy: 'two', result: 'Pass', reason: 'Ok' },
    ])
  })

  it.each([
    '',
    'Test Summary: 1 tests passed and 0 tests failed',
    OUTPUT('[\n]'),
    OUTPUT('[\n  {"POLICY": "one",\n]'),
    OUTPUT(row('one').replace('"POLICY"', '"policy"')),
    OUTPUT(row('one').replace('"Pass"', 'true')),
    OUTPUT('[\n  null, 1, "Pass"\n]'),
    `x${row('one')}`,
  ])('has no row in %j', (text) => {
    expect(rowsIn(text)).toEqual([])
  })
})
