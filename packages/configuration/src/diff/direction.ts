/**
 * Where a change can lead: `opens`, something denied may be allowed; `closes`, something allowed may be denied; `either`, both. A reviewer reads every
 * `opens` and `either`.
 */
export type Direction = 'same' | 'opens' | 'closes' | 'either'

function opposite(direction: Direction): Direction {
  if (direction === 'opens') return 'closes'
  return direction === 'closes' ? 'opens' : direction
}

/** Of a list or number of which having more leads to `direction`. */
export function whenMore(direction: Direction, more: boolean, less: boolean): Direction {
  if (more && less) return 'either'
  if (more) return direction
  return less ? opposite(direction) : 'same'
}

/** Of several changes at once. */
export function joined(directions: readonly Direction[]): Direction {
  const changed = new Set(directions.filter((each) => each !== 'same'))
  const [only] = changed
  if (only === undefined) return 'same'
  return changed.size === 1 ? only : 'either'
}
