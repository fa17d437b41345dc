import { isBoundedText, type JsonValue, LIMITS, parseInstant, type Summary, type SummaryValue } from '@pawl/document'
import { isJsonList, isJsonObject } from '../bytes/strict-json.ts'

/** Members by path; undefined where anything on the way is not an object. */
export function at(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((from, key) => (isJsonObject(from) ? from[key] : undefined), value)
}

/** A non-empty bounded string, or absent. */
export function textField(value: JsonValue | undefined, max: number): string | undefined {
  return isBoundedText(value, max) && value !== '' ? value : undefined
}

/** An instant as epoch seconds, or absent. Fractions of a second are cut off, as builders and scanners write them. */
export function timeField(value: JsonValue | undefined): number | undefined {
  return typeof value === 'string' ? parseInstant(value.replace(/\.[0-9]{1,9}Z$/, 'Z')) : undefined
}

export function integerField(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}

/** A list of bounded strings that is complete, or absent: a list cut short would be a lie about what is not on it. */
export function listField(value: JsonValue | undefined, max: number): readonly string[] | undefined {
  if (!isJsonList(value) || value.length > max) return undefined
  const strings = value.filter((each) => isBoundedText(each, LIMITS.text))
  return strings.length === value.length ? strings : undefined
}

/** The fields that are there. Absent is absent: never 0, never an empty list (C106). */
export function presentFields(fields: Readonly<Record<string, SummaryValue | undefined>>): Summary {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, SummaryValue] => field[1] !== undefined),
  )
}
