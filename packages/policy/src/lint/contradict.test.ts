import { describe, expect, it } from 'vitest'
import type { FieldTest } from '../compiled-policy.ts'
import { NEVER } from '../evaluation/bound.ts'
import { fieldBound } from '../evaluation/field-test.ts'
import { contradict } from './contradict.ts'

const field = 'f'
const glob = (pattern: string): FieldTest => ({ field, op: 'glob', glob: pattern, re2: '' })

/** A few of each operator, over values that meet and miss each other. */
const TESTS: readonly FieldTest[] = [
  { field, op: 'in', values: ['a'] },
  { field, op: 'in', values: ['a', 'x/app', 3] },
  { field, op: 'in', values: [3, true] },
  { field, op: 'in', values: ['3', 'b'] },
  { field, op: 'template', parts: ['x/', { image: 'name' }] },
  { field, op: 'template', parts: [{ image: 'repository' }] },
  glob('*'),
  glob('a*'),
  glob('**/app'),
  glob('ghcr.io/**'),
  { field, op: 'has', values: ['a'] },
  { field, op: 'has', values: ['a', 'b'] },
  { field, op: 'min', value: 3 },
  { field, op: 'min', value: 900 },
  { field, op: 'max', value: 2 },
  { field, op: 'max', value: 3 },
  { field, op: 'within', value: 100 },
  { field, op: 'exists' },
]
const VALUES = ['a', 'ab', 'b', '3', 'x/app', 'ghcr.io/acme/app', 3, 2, 0, 950, 1000, true, ['a'], ['b', 'a'], []]
const ENTRY = { name: 'app', repository: 'ghcr.io/acme/app', latest: 1300 }

function passes(tests: readonly FieldTest[], value: unknown): boolean {
  return tests.every((test) => fieldBound(test, { f: value }, ENTRY as never) > NEVER)
}

describe('tests of one field that contradict each other', () => {
  const pairs = TESTS.flatMap((one) => TESTS.map((other) => [one, other]))
  const triples = pairs.flatMap((pair) => TESTS.map((third) => [...pair, third]))

  it('are none where the evaluator finds a value that passes them all', () => {
    const wrong = [...TESTS.map((one) => [one]), ...pairs, ...triples].filter(
      (tests) => contradict(tests) && VALUES.some((value) => passes(tests, value)),
    )
    expect(wrong).toEqual([])
  })

  it('are found wherever two of these are passed by none of the values', () => {
    // What a template stands for is another text for every image, so that of one image's values little follows.
    const missed = pairs
      .filter((tests) => tests.every(({ op }) => op !== 'template'))
      .filter((tests) => !contradict(tests) && !VALUES.some((value) => passes(tests, value)))
    expect(missed).toEqual([])
  })
})
