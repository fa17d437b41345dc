import { globMatches, isTime } from '@pawl/document'
import type { FieldTest, Scalar, TemplatePart } from '../compiled-policy.ts'
import { type Bound, holdsWhen, NEVER } from './bound.ts'
import type { JudgedEntry } from './entry.ts'

/** Until when a test of one field holds. Never on an absent field or another type: absent is not 0, not false, not empty (C106). */
export function fieldBound(test: FieldTest, summary: Readonly<Record<string, unknown>>, entry: JudgedEntry): Bound {
  // Own members only: `constructor` and `toString` are inherited by every object (C70).
  if (!Object.hasOwn(summary, test.field)) return NEVER
  const value = summary[test.field]
  switch (test.op) {
    case 'in':
      return holdsWhen(isScalar(value) && test.values.includes(value))
    case 'template':
      return holdsWhen(value !== undefined && value === expand(test.parts, entry))
    case 'glob':
      return holdsWhen(typeof value === 'string' && globMatches(test.glob, value))
    case 'has':
      return holdsWhen(Array.isArray(value) && test.values.every((each) => value.includes(each)))
    case 'min':
      return holdsWhen(isInteger(value) && value >= test.value)
    case 'max':
      return holdsWhen(isInteger(value) && value <= test.value)
    case 'within':
      return isTime(value) && value <= entry.latest ? value + test.value + 1 : NEVER
    case 'exists':
      return holdsWhen(isScalar(value) || Array.isArray(value))
    default:
      return test satisfies never
  }
}

export function isScalar(value: unknown): value is Scalar {
  return value === true || typeof value === 'string' || isInteger(value)
}

function isInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value)
}

function expand(parts: readonly TemplatePart[], entry: JudgedEntry): string | undefined {
  let text = ''
  for (const part of parts) {
    const piece = typeof part === 'string' ? part : entry[part.image]
    if (piece === undefined) return undefined
    text += piece
  }
  return text
}
