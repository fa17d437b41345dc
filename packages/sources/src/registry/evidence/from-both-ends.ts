/**
 * First, last, second, last but one: what was there before a flood and what came behind it are both among the first. Whoever can write to a
 * repository can still hide something in the middle, as they can delete it.
 */
export function fromBothEnds<T>(list: readonly T[]): readonly T[] {
  return list.map((_, index) => list[index % 2 === 0 ? index / 2 : list.length - (index + 1) / 2]).filter(isThere)
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined
}

/** One of each in turn. */
export function inTurn<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0)
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat()
}
