import { createHash } from 'node:crypto'
import { REJECTION_CODES } from '@pawl/core'
import type { Mutant } from './mutant.ts'

export interface Choice {
  readonly short: boolean
  /** Parts of names, or codes. */
  readonly only: readonly string[] | undefined
}

const SEED = 'pawl'
const VECTOR_CODES: ReadonlySet<string> = new Set(REJECTION_CODES)

/** All rows; of those that a vector catches the short run takes a third, the same one every time. */
export function chooseRows(rows: readonly Mutant[], { short, only }: Choice): readonly Mutant[] {
  if (only !== undefined) {
    return rows.filter(({ name, code }) => only.some((each) => name.includes(each) || code === each))
  }
  return rows.filter((row) => !short || !hasVector(row) || third(row.name) === 0)
}

function hasVector({ code }: Mutant): boolean {
  return code !== undefined && VECTOR_CODES.has(code)
}

function third(name: string): number {
  return createHash('sha256').update(SEED).update(name).digest().readUInt32BE(0) % 3
}
