type Contents = readonly ReadonlySet<string>[]

export interface Wanted {
  readonly size: number
  /** In how many questions everything must occur. */
  readonly least: number
  /** Part of the questions that should be allowed. */
  readonly share: number
}

/**
 * Chooses so many questions out of a long stream that everything occurs often enough, for engines that are too slow for the whole stream. Nothing is
 * random in it: for everything that is too rare, beginning with the rarest of the stream, the questions that hold most of what is too rare; then
 * allowed ones up to the share that is asked for; then whatever comes next. So a chosen run is denser than the stream: it says what was asked, not
 * how often that occurs.
 */
export function coveringChoice(
  contents: Contents,
  isAllowed: (index: number) => boolean,
  { size, least, share }: Wanted,
): readonly number[] {
  const chosen = rareOnes(contents, size, least)
  const wanted = size * share - [...chosen].filter(isAllowed).length
  const others = (from: (index: number) => boolean): readonly number[] =>
    [...contents.keys()].filter((index) => !chosen.has(index) && from(index))
  for (const index of others(isAllowed).slice(0, Math.max(0, Math.min(wanted, size - chosen.size)))) chosen.add(index)
  for (const index of others(() => true).slice(0, size - chosen.size)) chosen.add(index)
  return [...chosen].sort((a, b) => a - b)
}

function rareOnes(contents: Contents, size: number, least: number): Set<number> {
  const holders = holdersOf(contents)
  const chosen = new Set<number>()
  const counts = new Map<string, number>()
  const isRare = (name: string): boolean => (counts.get(name) ?? 0) < least
  for (const [name, holding] of [...holders].sort(([, a], [, b]) => a.length - b.length)) {
    while (isRare(name) && chosen.size < size) {
      const best = bestOf(holding, contents, chosen, isRare)
      if (best === undefined) break
      chosen.add(best)
      for (const held of contents[best] ?? []) counts.set(held, (counts.get(held) ?? 0) + 1)
    }
  }
  return chosen
}

function holdersOf(contents: Contents): ReadonlyMap<string, readonly number[]> {
  const holders = new Map<string, number[]>()
  for (const [index, names] of contents.entries()) {
    for (const name of names) {
      const holding = holders.get(name) ?? []
      holding.push(index)
      holders.set(name, holding)
    }
  }
  return holders
}

const LOOKED_AT = 300

function bestOf(
  candidates: readonly number[],
  contents: Contents,
  chosen: ReadonlySet<number>,
  isRare: (name: string) => boolean,
): number | undefined {
  const rareIn = (index: number): number => [...(contents[index] ?? [])].filter(isRare).length
  const left = candidates.filter((index) => !chosen.has(index)).slice(0, LOOKED_AT)
  return left.reduce<number | undefined>(
    (best, index) => (best === undefined || rareIn(index) > rareIn(best) ? index : best),
    undefined,
  )
}
