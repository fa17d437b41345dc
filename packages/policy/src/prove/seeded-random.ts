/** Choices that a seed repeats exactly. Not for secrets. */
export interface SeededRandom {
  /** 0 up to, and not including, `below`. */
  int(below: number): number
  chance(probability: number): boolean
  /** Of a list that is not empty. */
  pick<T>(from: readonly T[]): T
}

/** SplitMix32. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296
  }
  const int = (below: number): number => Math.floor(next() * below)
  return {
    int,
    chance: (probability) => next() < probability,
    pick: <T>(from: readonly T[]): T => {
      const picked = from.slice(int(from.length))
      for (const first of picked) return first
      throw new RangeError('nothing to pick from')
    },
  }
}
