import type { Contender } from './contender.ts'
import { type Measured, measure, type Rounds } from './measure.ts'

/** One line of the table. */
export interface Row {
  readonly what: string
  readonly pawl: Contender
  /** A string says why there is none. */
  readonly peer: Contender | string
  /** The least that anybody has to do who answers the question. */
  readonly floor: Contender
  /** Microseconds at most; undefined where the target is a ratio or none. */
  readonly target?: number
  /** What is aimed at: so many times as fast as the peer at least, so many times the floor at most. */
  readonly ratios?: { readonly peer?: number; readonly floor?: number }
}

export interface RowResult {
  readonly row: Row
  readonly pawl: Measured
  readonly peer: Measured | undefined
  readonly floor: Measured
}

/** All of one row in the same rounds: a ratio of figures from two runs would compare two machines. */
export function measureRow(row: Row, rounds: Rounds): RowResult {
  const { pawl, peer, floor } = row
  const [ours, least, theirs] = measure(typeof peer === 'string' ? [pawl, floor] : [pawl, floor, peer], rounds)
  if (ours === undefined || least === undefined) throw new Error('a row measures Pawl and a floor')
  return { row, pawl: ours, peer: theirs, floor: least }
}
