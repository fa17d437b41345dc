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

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/

/** RFC 3339, UTC, whole seconds, `Z`, to epoch seconds. Undefined for anything else, 30 February and leap seconds included. */
export function parseInstant(text: string): number | undefined {
  const found = INSTANT.exec(text)
  if (found === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number)
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return undefined
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  // Date.UTC counts on past the end of a month, into another one, and takes the year 99 for 1999.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1) return undefined
  const seconds = date.getTime() / 1000
  return isTime(seconds) ? seconds : undefined
}

/** Epoch seconds as `2026-11-23T18:00:00Z`. */
export function formatInstant(time: number): string {
  return `${new Date(time * 1000).toISOString().slice(0, 19)}Z`
}
