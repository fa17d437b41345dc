import { isBoundedText, isRecord, LIMITS } from '@pawl/document'
import { BOUNDS, FIELD } from '../bounds.ts'
import type { Mode } from '../compiled-policy.ts'
import { invalid } from '../policy-invalid.ts'

/** The own members of an object, none of them unknown. */
export function members(value: unknown, known: readonly string[], at: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return invalid(at, 'is not an object')
  if (!Object.keys(value).every((key) => known.includes(key))) invalid(at, 'has a member that is not known here')
  return value
}

export function list(value: unknown, min: number, max: number, at: string): readonly unknown[] {
  if (!Array.isArray(value)) return invalid(at, 'is not a list')
  if (!(value.length >= min && value.length <= max)) invalid(at, `does not have ${min} to ${max} elements`)
  return Array.from(value)
}

/** A list without duplicates. */
export function distinct<T>(values: readonly T[], at: string): readonly T[] {
  return new Set(values).size === values.length ? values : invalid(at, 'has an element twice')
}

/** A non-empty bounded string. */
export function word(value: unknown, at: string): string {
  return isBoundedText(value, BOUNDS.text) && value !== ''
    ? value
    : invalid(at, 'is not a string of 1 to 256 characters')
}

export function integer(value: unknown, at: string): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : invalid(at, 'is not an integer')
}

/** An integer of 0 or more. */
export function natural(value: unknown, at: string): number {
  const read = integer(value, at)
  return read >= 0 ? read : invalid(at, 'is negative')
}

/** The name of a summary field. */
export function fieldName(value: unknown, at: string): string {
  const name = word(value, at)
  return FIELD.test(name) ? name : invalid(at, 'is not a field name')
}

/** Seconds: at least one, at most 100 years. */
export function duration(value: unknown, at: string): number {
  const read = integer(value, at)
  return read >= 1 && read <= LIMITS.duration ? read : invalid(at, 'is not 1 second to 100 years')
}

export function parseMode(value: unknown, at: string): Mode {
  return value === 'enforce' || value === 'warn' || value === 'audit'
    ? value
    : invalid(at, 'is not enforce, warn or audit')
}
