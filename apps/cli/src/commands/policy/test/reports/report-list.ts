import type { Terminal } from '../../../../output/terminal.ts'
import type { CaseResult } from '../case-result.ts'
import { reportJson } from './json.ts'
import { reportJunit } from './junit.ts'
import { reportTable } from './table.ts'
import { reportTap } from './tap.ts'

export const REPORT_FORMATS = ['table', 'tap', 'junit', 'json'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

export const REPORTS: Readonly<Record<ReportFormat, (results: readonly CaseResult[], out: Terminal) => void>> = {
  table: reportTable,
  tap: reportTap,
  junit: reportJunit,
  json: reportJson,
}
