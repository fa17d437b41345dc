import type { Measured } from './measure.ts'
import type { RowResult } from './row.ts'

const HEAD = ['what', 'Pawl', 'lowest - highest', 'peer', 'floor', 'peer/Pawl', 'Pawl/floor', 'target']

/** The one table, and below it who the peers and the floors are. At most 110 columns. */
export function tableText(results: readonly RowResult[]): string {
  const lines = results.map(cells)
  const who = results.map(({ row }) => {
    const peer = typeof row.peer === 'string' ? row.peer : row.peer.name
    return `${row.what}\n  peer: ${peer}\n  floor: ${row.floor.name}`
  })
  return [...aligned([HEAD, ...lines]), '', ...who].join('\n')
}

function cells({ row, pawl, peer, floor }: RowResult): readonly string[] {
  return [
    row.what,
    time(pawl.median),
    range(pawl),
    peer === undefined ? 'skipped' : time(peer.median),
    time(floor.median),
    peer === undefined ? '-' : ratio(peer.median / pawl.median),
    ratio(pawl.median / floor.median),
    targetsOf({ row, pawl, peer, floor }).join(', ') || '-',
  ]
}

/** Each target with whether this run met it. One about a peer that was not there is not named. */
function targetsOf({ row, pawl, peer, floor }: RowResult): readonly string[] {
  const { target, ratios = {} } = row
  const met = (words: string, isMet: boolean): string => `${words} ${isMet ? 'met' : 'NOT MET'}`
  return [
    ...(target === undefined ? [] : [targetText(target, pawl.median)]),
    ...(ratios.peer === undefined || peer === undefined
      ? []
      : [met(`>= ${ratios.peer} x peer`, peer.median / pawl.median >= ratios.peer)]),
    ...(ratios.floor === undefined
      ? []
      : [met(`<= ${ratios.floor} x floor`, pawl.median / floor.median <= ratios.floor)]),
  ]
}

function targetText(target: number, found: number): string {
  return `${time(target)} ${found <= target ? 'met' : 'NOT MET'}`
}

function range({ least, greatest }: Measured): string {
  return `${time(least)} - ${time(greatest)}`
}

/** Microseconds as people read them. */
export function time(microseconds: number): string {
  return microseconds < 1000 ? `${microseconds.toFixed(0)} us` : `${(microseconds / 1000).toFixed(2)} ms`
}

export function ratio(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} x`
}

/** The first column to the left, the others to the right. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  )
}
