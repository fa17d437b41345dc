import { describe, expect, it } from 'vitest'
import { askedOf } from './condition-test.ts'

describe('an operator and its value', () => {
  it.each([
    ['Equals', 'x', { equals: 'x' }],
    ['equals', 3, { equals: 3 }],
    ['Equal', true, { equals: true }],
    ['Equals', 'https://github.com/acme/*', { glob: 'https://github.com/acme/**' }],
    ['In', ['a', 'b', 3], { in: ['a', 'b', 3] }],
    ['AnyIn', ['a'], { equals: 'a' }],
    ['AllIn', ['a', 'b'], { in: ['a', 'b'] }],
    ['GreaterThanOrEquals', 3, { atLeast: 3 }],
    ['GreaterThan', 3, { atLeast: 4 }],
    ['LessThanOrEquals', 0, { atMost: 0 }],
    ['LessThan', 1, { atMost: 0 }],
  ])('asks for %s %j', (operator, value, asks) => {
    expect(askedOf(operator, value)).toEqual({ asks })
  })

  it.each([
    ['NotEquals', 'x'],
    ['NotIn', ['x']],
    ['AnyNotIn', ['x']],
    ['AllNotIn', ['x']],
    ['Equals', false],
  ])('leaves out %s %j, which deleting could make true: kyverno-negative', (operator, value) => {
    expect(askedOf(operator, value)).toEqual({ not: 'kyverno-negative' })
  })

  it.each([
    ['Equals', 1.5],
    ['Equals', ''],
    ['Equals', null],
    ['Equals', { a: 1 }],
    ['Equals', 'v?'],
    ['Equals', '{{ request.namespace }}'],
    ['Equals', 'a'.repeat(257)],
    ['In', []],
    ['In', 'a'],
    ['In', ['a', 'b*']],
    ['In', ['a', false]],
    ['LessThan', '5'],
    ['GreaterThan', Number.MAX_SAFE_INTEGER],
  ])('leaves out %s %j: kyverno-value', (operator, value) => {
    expect(askedOf(operator, value)).toEqual({ not: 'kyverno-value' })
  })

  it.each(['', 'Matches', 'constructor', '__proto__', 'DurationGreaterThan'])(
    'leaves out the operator %j: kyverno-expression',
    (operator) => {
      expect(askedOf(operator, 'x')).toEqual({ not: 'kyverno-expression' })
    },
  )
})
