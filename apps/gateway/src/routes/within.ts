/** Four fifths of the seconds that an engine waits, in milliseconds: an answer that comes late is none. */
export function withinOf(timeout: number): number {
  return timeout * 800
}
