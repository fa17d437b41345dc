const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const

/** Seconds for people: `3 d`, `5 h`, `40 min`. The largest unit, rounded down. */
export function describeSeconds(seconds: number): string {
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? (['s', 1] as const)
  return `${Math.floor(Math.abs(seconds) / size)} ${unit}`
}

const EXACT = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const

/** Seconds as a policy writes them, exactly: `14d`, `36h`. */
export function exactSeconds(seconds: number): string {
  const [unit, size] = EXACT.find(([, each]) => seconds % each === 0) ?? (['s', 1] as const)
  return `${seconds / size}${unit}`
}
