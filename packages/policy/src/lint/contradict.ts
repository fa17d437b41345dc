import { globMatches, globsIntersect } from '@pawl/document'
import type { FieldTest, Scalar } from '../compiled-policy.ts'

type Kind = 'string' | 'number' | 'boolean' | 'list'
const KINDS: readonly Kind[] = ['string', 'number', 'boolean', 'list']

/** Whether no value at all passes all of these tests of one field. Only what is certain: false where it cannot be told. */
export function contradict(tests: readonly FieldTest[]): boolean {
  const kinds = KINDS.filter((kind) => tests.every((test) => kindsOf(test).includes(kind)))
  if (kinds.length === 0) return true
  const listed = valuesOf(tests)
  if (listed !== undefined) return !listed.some((value) => tests.every((test) => mayPass(value, test)))
  return outOfRange(tests) || patternsPart(tests)
}

function kindsOf(test: FieldTest): readonly Kind[] {
  switch (test.op) {
    case 'in':
      return KINDS.filter((kind) => test.values.some((value) => typeof value === kind))
    case 'template':
    case 'glob':
      return ['string']
    case 'has':
      return ['list']
    case 'min':
    case 'max':
    case 'within':
      return ['number']
    case 'exists':
      return KINDS
  }
}

/** The values that one of the tests names; undefined where none names any. */
function valuesOf(tests: readonly FieldTest[]): readonly Scalar[] | undefined {
  return tests.flatMap((test) => (test.op === 'in' ? [test.values] : []))[0]
}

function mayPass(value: Scalar, test: FieldTest): boolean {
  if (test.op === 'in') return test.values.includes(value)
  if (test.op === 'exists') return true
  const pattern = patternOf(test)
  if (pattern !== undefined) return typeof value === 'string' && globMatches(pattern, value)
  if (typeof value !== 'number') return false
  if (test.op === 'min') return value >= test.value
  return test.op === 'max' ? value <= test.value : test.op === 'within'
}

function outOfRange(tests: readonly FieldTest[]): boolean {
  const least = Math.max(...tests.map((test) => (test.op === 'min' ? test.value : Number.NEGATIVE_INFINITY)))
  const most = Math.min(...tests.map((test) => (test.op === 'max' ? test.value : Number.POSITIVE_INFINITY)))
  return least > most
}

function patternsPart(tests: readonly FieldTest[]): boolean {
  const patterns = tests.map(patternOf).filter((pattern) => pattern !== undefined)
  return patterns.some((one, index) => patterns.slice(index + 1).some((other) => !globsIntersect(one, other)))
}

/** A glob that matches at least what the test does: of a template, any name and any repository. */
function patternOf(test: FieldTest): string | undefined {
  if (test.op === 'glob') return test.glob
  if (test.op !== 'template') return undefined
  return test.parts.map((part) => (typeof part === 'string' ? part : '**')).join('')
}
