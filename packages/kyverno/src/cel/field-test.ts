import { LIMITS } from '@pawl/document'
import type { FieldTest, Scalar, TemplatePart } from '@pawl/policy'
import { allOf, anyOf, double, text, texts } from './text.ts'
import { isInteger, isList, isScalar, isString, isTime } from './values.ts'

/** One test of one field of a summary; false on an absent field and on another type. `claim` and `entry` are the names of what is tested. */
export function fieldTest(test: FieldTest, claim: string, entry: string): string {
  const field = text(test.field)
  return `(${field} in ${claim}.summary&&${passes(test, `${claim}.summary[${field}]`, entry)})`
}

function passes(test: FieldTest, value: string, entry: string): string {
  switch (test.op) {
    case 'in':
      return anyOf(isOneOf(test.values, value))
    case 'template':
      return equalsTemplate(test.parts, value, entry)
    case 'glob':
      return `${isString(value)}&&${value}.matches(${text(test.re2)})`
    case 'has':
      return allOf([isList(value), ...test.values.map((each) => `${text(each)} in ${value}`)])
    case 'min':
      return `${isInteger(value)}&&${value}>=${double(test.value)}`
    case 'max':
      return `${isInteger(value)}&&${value}<=${double(test.value)}`
    case 'within':
      return allOf([
        isTime(value),
        `double(${value})<=double(${entry}.verifiedAt)+${double(LIMITS.skew)}`,
        `variables.now-double(${value})<=${double(test.value)}`,
      ])
    case 'exists':
      return `(${isScalar(value)}||${isList(value)})`
  }
}

/** By type, because a list literal of CEL has one type. */
function isOneOf(values: readonly Scalar[], value: string): readonly string[] {
  const strings = values.filter((each) => typeof each === 'string')
  const numbers = values.filter((each) => typeof each === 'number')
  return [
    ...(strings.length > 0 ? [`(${isString(value)}&&${value} in ${texts(strings)})`] : []),
    ...(numbers.length > 0 ? [`(${isInteger(value)}&&double(${value}) in [${numbers.map(double).join(',')}])`] : []),
    ...(values.includes(true) ? [`(type(${value})==bool&&${value}==true)`] : []),
  ]
}

function equalsTemplate(parts: readonly TemplatePart[], value: string, entry: string): string {
  const members = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.image]))
  const joined = parts.map((part) => (typeof part === 'string' ? text(part) : `${entry}.${part.image}`)).join('+')
  return allOf([isString(value), ...members.map((each) => isString(`${entry}.${each}`)), `${value}==${joined}`])
}
