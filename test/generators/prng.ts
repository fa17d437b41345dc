/** Random choices that a seed repeats exactly. Not for secrets. */
export interface Random {
  /** 0 up to, and not including, `below`. */
  int(below: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** So many of them, none twice, in random order. */
  sample<T>(from: readonly T[], count: number): readonly T[]
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (below: number): number => Math.floor(next() * below)
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new RangeError('nothing to pick from')
    return from[int(from.length)] as T
  }
  const sample = <T>(from: readonly T[], count: number): readonly T[] => {
    const left = [...from]
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(int(left.length), 1)[0] as T)
  }
  return { int, chance: (probability) => next() < probability, pick, sample }
}
