// C0, DEL, C1 and the two Unicode line separators: what could forge a log line or a terminal escape (C96).
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** Well-formed UTF-16, no control characters, at most `max` code units. The empty string is bounded text. */
export function isBoundedText(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length <= max && value.isWellFormed() && !CONTROL.test(value)
}
