import { BOUNDS } from '../bounds.ts'
import type { FieldTest, Scalar, TemplatePart } from '../compiled-policy.ts'
import { invalid } from '../policy-invalid.ts'
import { distinct, duration, fieldName, integer, list, members, word } from './members.ts'
import { checkPattern } from './parse-pattern.ts'

const MEMBERS: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['in', ['field', 'op', 'values']],
  ['template', ['field', 'op', 'parts']],
  ['glob', ['field', 'op', 'glob', 're2']],
  ['has', ['field', 'op', 'values']],
  ['min', ['field', 'op', 'value']],
  ['max', ['field', 'op', 'value']],
  ['within', ['field', 'op', 'value']],
  ['exists', ['field', 'op']],
])

export function parseFieldTest(value: unknown, at: string): FieldTest {
  const { op } = members(value, ['field', 'op', 'values', 'parts', 'glob', 're2', 'value'], at)
  const known = MEMBERS.get(op)
  if (known === undefined) return invalid(`${at}.op`, 'is not an operator')
  const from = members(value, known, at)
  const field = fieldName(from['field'], `${at}.field`)
  switch (op) {
    case 'in':
      return {
        field,
        op,
        values: distinct(
          values(from['values'], at).map((each) => scalar(each, at)),
          at,
        ),
      }
    case 'has':
      return {
        field,
        op,
        values: distinct(
          values(from['values'], at).map((each) => word(each, at)),
          at,
        ),
      }
    case 'template':
      return { field, op, parts: list(from['parts'], 1, BOUNDS.values, `${at}.parts`).map((each) => part(each, at)) }
    case 'glob':
      return { field, op, ...checkPattern(from['glob'], from['re2'], at) }
    case 'min':
    case 'max':
      return { field, op, value: integer(from['value'], `${at}.value`) }
    case 'within':
      return { field, op, value: duration(from['value'], `${at}.value`) }
    case 'exists':
      return { field, op }
    default:
      return invalid(`${at}.op`, 'is not an operator')
  }
}

function values(value: unknown, at: string): readonly unknown[] {
  return list(value, 1, BOUNDS.values, `${at}.values`)
}

function scalar(value: unknown, at: string): Scalar {
  if (value === true) return value
  return typeof value === 'number' ? integer(value, `${at}.values`) : word(value, `${at}.values`)
}

function part(value: unknown, at: string): TemplatePart {
  if (typeof value === 'string') return word(value, `${at}.parts`)
  const { image } = members(value, ['image'], `${at}.parts`)
  return image === 'name' || image === 'repository'
    ? { image }
    : invalid(`${at}.parts`, 'is neither {name} nor {repository}')
}
