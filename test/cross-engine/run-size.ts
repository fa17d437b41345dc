const LONG = process.env['PAWL_SIZE'] === 'long'

export const SEED = Number(process.env['PAWL_SEED'] ?? 1)
export const TIME = LONG ? 7_200_000 : 1_800_000

/** Questions for engines of this process. */
export const COUNT = LONG ? 500_000 : 50_000
/** For engines that a process is started for, chosen out of `POOL` so that everything occurs. */
export const STARTED = LONG ? 20_000 : 500
/** Of which those are chosen, and in which a seeded fault is looked for. */
export const POOL = 10_000 > STARTED ? 10_000 : STARTED * 5
/** How often everything must occur. */
export const LEAST = { 'in this process': 100, 'in a process of its own': 20 } as const

export function long(short: number): number {
  return LONG ? short * 10 : short
}
