import { parseDuration } from '@pawl/document'
import { goSeconds } from '../../../go-duration.ts'
import { member, textOf } from '../../../members.ts'
import { exactSeconds } from '../../../output/durations.ts'
import { inline } from '../../../output/yaml-lines.ts'
import { readKey } from './condition-key.ts'
import { askedOf, type FieldTest } from './condition-test.ts'
import type { MigrateCode } from './migrate-codes.ts'
import { type Place, shown } from './place.ts'
import type { Reading } from './summary-book.ts'

/** A condition as a test of a field, or as the greatest age of the claim in seconds. */
export type Condition =
  | { readonly kind: 'test'; readonly test: FieldTest }
  | { readonly kind: 'age'; readonly seconds: number }

/** Names that a rule gives to something that is not the predicate. */
export interface ConditionContext {
  readonly reading: Reading
  readonly others: ReadonlySet<string>
}

const WHY = {
  'kyverno-negative': 'asks that something is not there',
  'kyverno-regex': 'asks a regular expression',
  'kyverno-expression': 'computes something that no test of a field does',
  'kyverno-field': 'asks about something that is not a field of this claim',
  'kyverno-value': 'compares with a value that cannot be asked for',
} as const satisfies Partial<Record<MigrateCode, string>>

/** One condition. Undefined where it is left out, which the place then says. */
export function readCondition(value: unknown, place: Place, context: ConditionContext): Condition | undefined {
  const operator = textOf(value, 'operator') ?? ''
  const asked = member(value, 'value')
  const key = readKey(member(value, 'key'), context.others)
  const words = `${shown(member(value, 'key'))} ${shown(operator)} ${shown(asked)}`
  const leave = (code: keyof typeof WHY): undefined => void place.note(code, `${words} ${WHY[code]}`)
  if (key.kind === 'regex') return leave('kyverno-regex')
  if (key.kind === 'other') return leave(negative(operator) ? 'kyverno-negative' : 'kyverno-expression')
  const found =
    key.kind === 'age' ? ageOf(key.path, operator, asked, context) : testOf(key.path, operator, asked, context)
  if (typeof found === 'string') return leave(found)
  place.note(
    'kyverno-condition',
    found.kind === 'age'
      ? `${words} becomes maxAge: ${exactSeconds(found.seconds)}`
      : `${words} becomes ${inline(found.test)}`,
  )
  return found
}

function negative(operator: string): boolean {
  const asked = askedOf(operator, 'x')
  return 'not' in asked && asked.not === 'kyverno-negative'
}

function testOf(
  path: readonly string[],
  operator: string,
  value: unknown,
  { reading }: ConditionContext,
): Condition | keyof typeof WHY {
  const asked = askedOf(operator, value)
  if ('not' in asked) return asked.not
  const field = reading.fieldAt(path)
  return field === undefined ? 'kyverno-field' : { kind: 'test', test: { field, ...asked.asks } }
}

/** Of the operators on the time that has passed, those which ask for less of it. A second less than "less than" is never more than was asked for. */
const YOUNGER: ReadonlyMap<string, number> = new Map([
  ['lessthanorequals', 0],
  ['durationlessthanorequals', 0],
  ['lessthan', 1],
  ['durationlessthan', 1],
])

function ageOf(
  path: readonly string[],
  operator: string,
  value: unknown,
  { reading }: ConditionContext,
): Condition | keyof typeof WHY {
  const off = YOUNGER.get(operator.toLowerCase())
  const seconds = typeof value === 'string' ? Math.floor(goSeconds(value) ?? Number.NaN) - (off ?? 0) : Number.NaN
  if (off === undefined) return 'kyverno-expression'
  if (!(seconds >= 1) || parseDuration(exactSeconds(seconds)) === undefined) return 'kyverno-value'
  const time = reading.timeAt(path)
  if (time === undefined) return 'kyverno-field'
  if (time === 'moment') return { kind: 'age', seconds }
  return { kind: 'test', test: { field: time.field, within: exactSeconds(seconds) } }
}
