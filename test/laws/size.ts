/** `PAWL_SIZE=long` runs ten times as many cases; `PAWL_SEED` repeats a run. */
const LONG = process.env['PAWL_SIZE'] === 'long'

export const SEED = Number(process.env['PAWL_SEED'] ?? 20_261_123)
export const TIME = LONG ? 3_600_000 : 1_200_000

export function cases(short: number): number {
  return LONG ? short * 10 : short
}

/** One line for people, with what repeats it. */
export function tell(law: string, counts: Readonly<Record<string, number>>): void {
  const told = Object.entries(counts).map(([name, count]) => `${name} ${count}`)
  console.log(`${law}, seed ${SEED}: ${told.join(', ')}`)
}
