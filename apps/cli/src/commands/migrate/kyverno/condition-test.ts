import { isBoundedText } from '@pawl/document'
import type { AttestationPolicy } from '@pawl/policy'

export type FieldTest = NonNullable<AttestationPolicy['spec']['require'][number]['where']>[number]
type Operation = Omit<FieldTest, 'field'>

/** What an operator and its value ask of a field; or why it cannot be asked for. */
export type Asked =
  | { readonly asks: Operation }
  | { readonly not: 'kyverno-negative' | 'kyverno-value' | 'kyverno-expression' }

const NEGATIVE = ['notequals', 'notequal', 'notin', 'anynotin', 'allnotin']
const EQUAL = ['equals', 'equal']
const AMONG = ['in', 'anyin', 'allin']
const NUMERIC: ReadonlyMap<string, (value: number) => Operation> = new Map<string, (value: number) => Operation>([
  ['greaterthanorequals', (value) => ({ atLeast: value })],
  ['greaterthan', (value) => ({ atLeast: value + 1 })],
  ['lessthanorequals', (value) => ({ atMost: value })],
  ['lessthan', (value) => ({ atMost: value - 1 })],
])
const MAX_TEXT = 256
const MAX_VALUES = 64

/** Operators are read as Kyverno reads them, in any case of letters. */
export function askedOf(operator: string, value: unknown): Asked {
  const name = operator.toLowerCase()
  if (NEGATIVE.includes(name)) return { not: 'kyverno-negative' }
  if (EQUAL.includes(name)) return equalTo(value)
  if (AMONG.includes(name)) return among(value)
  const numeric = NUMERIC.get(name)
  if (numeric === undefined) return { not: 'kyverno-expression' }
  return isExact(value) ? { asks: numeric(value) } : { not: 'kyverno-value' }
}

function equalTo(value: unknown): Asked {
  // A summary says yes or nothing: whoever could ask for no could be given silence.
  if (value === false) return { not: 'kyverno-negative' }
  if (value === true || isExact(value)) return { asks: { equals: value } }
  if (!isText(value)) return { not: 'kyverno-value' }
  return value.includes('*') ? { asks: { glob: acrossSegments(value) } } : { asks: { equals: value } }
}

function among(value: unknown): Asked {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_VALUES) return { not: 'kyverno-value' }
  const values: readonly unknown[] = value
  if (values.length === 1) return equalTo(values[0])
  const scalars = values.filter(isScalar)
  return scalars.length === values.length ? { asks: { in: scalars } } : { not: 'kyverno-value' }
}

function isScalar(value: unknown): value is string | number | true {
  return value === true || isExact(value) || (isText(value) && !value.includes('*'))
}

/** Text without what Kyverno would put something else in place of, or read as one character of any kind. */
function isText(value: unknown): value is string {
  return isBoundedText(value, MAX_TEXT) && value !== '' && !/[?{}]/.test(value)
}

function isExact(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) < Number.MAX_SAFE_INTEGER
}

/** A star of Kyverno stands for any run, slashes too. */
export function acrossSegments(pattern: string): string {
  return pattern.replaceAll(/\*+/g, '**')
}
