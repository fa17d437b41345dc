import { describe, expect, it } from 'vitest'
import type { Row } from '../kyverno/kyverno-binary.ts'
import { isYes } from './kyverno.ts'

const passed = (policy: string): Row => ({ policy, result: 'Pass', reason: 'Ok' })
const ONE = ['one']
const says = (rows: readonly Row[], names: readonly string[] = ONE, status: number | null = 0) =>
  isYes({ status, rows, words: '' }, names)

describe('a yes of Kyverno', () => {
  it('is one where every policy passed, in any order', () => {
    expect(says([passed('one')])).toBe(true)
    expect(says([passed('two'), passed('one')], ['one', 'two'])).toBe(true)
  })

  it.each<readonly [string, readonly Row[]]>([
    ['the policy failed', [{ ...passed('one'), result: 'Fail', reason: 'Want pass, got fail' }]],
    ['the policy could not be evaluated', [{ ...passed('one'), result: 'Fail', reason: 'Want pass, got error' }]],
    ['the policy does not match, which Kyverno calls a pass', [{ ...passed('one'), reason: 'Excluded' }]],
    [
      'the policy is invalid, which Kyverno calls a skip',
      [{ ...passed('one'), result: 'Skip', reason: 'Invalid Policy' }],
    ],
    ['the policy was not found', [{ ...passed('one'), result: 'Fail', reason: 'Not found' }]],
    ['another policy passed', [passed('another')]],
    ['it passed twice', [passed('one'), passed('one')]],
    ['nothing was said', []],
  ])('is none where %s', (_, rows) => {
    expect(says(rows)).toBe(false)
  })

  it('is none where one of two is missing, or there is one too many', () => {
    expect(says([passed('one'), passed('one')], ['one', 'two'])).toBe(false)
    expect(says([passed('one')], ['one', 'two'])).toBe(false)
    expect(says([passed('one'), passed('two')])).toBe(false)
  })

  it.each([1, 2, null])('is none with status %s', (status) => {
    expect(says([passed('one')], ONE, status)).toBe(false)
  })

  it('is none where nobody is asked', () => {
    expect(says([], [])).toBe(false)
  })
})
