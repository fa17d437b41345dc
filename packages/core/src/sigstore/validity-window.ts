import { type JsonValue, parseInstant } from '@pawl/document'
import { isUnset, message } from './proto-json.ts'

/** When the operator trusts a key: epoch seconds, both ends included. `end` is infinite where the trusted root leaves it open. */
export interface ValidityWindow {
  readonly start: number
  readonly end: number
}

export function isWithin({ start, end }: ValidityWindow, time: number): boolean {
  return time >= start && time <= end
}

/** `validFor`. The start is required: a key that was always valid is a key without a window (C38). */
export function parseWindow(value: JsonValue | undefined): ValidityWindow | undefined {
  const { start, end } = message(value, ['start', 'end']) ?? {}
  const from = timestamp(start, 'later')
  const until = isUnset(end) ? Number.POSITIVE_INFINITY : timestamp(end, 'earlier')
  return from !== undefined && until !== undefined && from <= until ? { start: from, end: until } : undefined
}

const FRACTION = /^(.{19})(?:\.(\d{1,9}))?Z$/

/** google.protobuf.Timestamp. A fraction of a second is rounded so that the window becomes smaller. */
function timestamp(value: JsonValue | undefined, round: 'earlier' | 'later'): number | undefined {
  const [, seconds, fraction = '0'] = typeof value === 'string' ? (FRACTION.exec(value) ?? []) : []
  const instant = seconds === undefined ? undefined : parseInstant(`${seconds}Z`)
  return instant !== undefined && round === 'later' && Number(fraction) > 0 ? instant + 1 : instant
}
