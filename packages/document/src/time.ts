import { LIMITS } from './limits.ts'

/** Whether a value is a time: an integer of epoch seconds from 0 to the end of the year 9999. */
export function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= LIMITS.time
}

const DURATION = /^([1-9][0-9]{0,8})([smhdw])$/
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
  ['w', 604_800],
])

/** `24h` to 86400. Undefined for anything but `^[1-9][0-9]{0,8}(s|m|h|d|w)$` of at most 100 years. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = DURATION.exec(text) ?? []
  const seconds = SECONDS.get(unit ?? '')
  if (count === undefined || seconds === undefined) return undefined
  const total = Number(count) * seconds
  return total <= LIMITS.duration ? total : undefined
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

/** RFC 3339, UTC, whole seconds, `Z`, to epoch seconds. Undefined for anything else, 30 February and leap seconds included. */
export function parseInstant(text: string): number | undefined {
  if (!INSTANT.test(text)) return undefined
  const milliseconds = Date.parse(text)
  if (!Number.isFinite(milliseconds)) return undefined
  // Date.parse is lenient about days that do not exist in some engines: what it read must print as what was written.
  if (`${new Date(milliseconds).toISOString().slice(0, 19)}Z` !== text) return undefined
  const seconds = milliseconds / 1000
  return isTime(seconds) ? seconds : undefined
}

/** Epoch seconds as `2026-11-23T18:00:00Z`. */
export function formatInstant(time: number): string {
  return `${new Date(time * 1000).toISOString().slice(0, 19)}Z`
}
