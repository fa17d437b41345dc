import { createHash } from 'node:crypto'
import type { Mutant } from './mutant.ts'

export interface Choice {
  readonly short: boolean
  /** Parts of names, or codes. */
  readonly only: readonly string[] | undefined
}

const SEED = 'pawl'

/** All rows; the short run takes a third of them, the same one every time. */
export function chooseRows(rows: readonly Mutant[], { short, only }: Choice): readonly Mutant[] {
  if (only !== undefined) {
    return rows.filter(({ name, code }) => only.some((each) => name.includes(each) || code === each))
  }
  return rows.filter((row) => !short || third(row.name) === 0)
}

function third(name: string): number {
  return createHash('sha256').update(SEED).update(name).digest().readUInt32BE(0) % 3
}
