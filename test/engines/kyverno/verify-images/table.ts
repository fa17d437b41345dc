import { readFileSync } from 'node:fs'
import { STATEMENTS, type StatementName } from './attested-image.ts'

/** One row of the page: what lies in the registry, and what each policy says of it. */
export interface Row {
  readonly there: readonly StatementName[]
  readonly verifyImages: string
  readonly imageValidating: string
  readonly scanned: string
  readonly reviewed: string
  readonly scannedInKyverno: string
  readonly reviewedInKyverno: string
}
export const COLUMNS = [
  'verifyImages',
  'imageValidating',
  'scanned',
  'reviewed',
  'scannedInKyverno',
  'reviewedInKyverno',
] as const
export type Column = (typeof COLUMNS)[number]

export const PAGE: string = readFileSync(
  new URL('../../../../examples/kyverno-verify-images/README.md', import.meta.url),
  'utf8',
)

const CELLS = STATEMENTS.length + COLUMNS.length
const LINE = new RegExp(`^\\|${' ([x-]|pass|fail|allow|deny) \\|'.repeat(CELLS)}$`, 'gm')

/** The table as it was written by hand; nothing here computes a cell. */
export function rowsOf(page: string): readonly Row[] {
  return [...page.matchAll(LINE)].map(([, ...cells]) => {
    const there = STATEMENTS.filter((_, at) => cells[at] === 'x')
    const verdicts = COLUMNS.map((column, at) => [column, cells[STATEMENTS.length + at] ?? ''] as const)
    return { there, ...(Object.fromEntries(verdicts) as Readonly<Record<Column, string>>) }
  })
}

const isYes = (verdict: string): boolean => verdict === 'pass' || verdict === 'allow'

/** Pairs of rows where somebody who only deletes turns no into yes, in one column. */
export function openings(rows: readonly Row[], column: Column): readonly (readonly [before: Row, after: Row])[] {
  return rows.flatMap((before) =>
    rows
      .filter((after) => after.there.length < before.there.length)
      .filter((after) => after.there.every((each) => before.there.includes(each)))
      .filter((after) => !isYes(before[column]) && isYes(after[column]))
      .map((after) => [before, after] as const),
  )
}
