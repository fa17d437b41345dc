import type { Severity } from '@pawl/policy/lint'
import { printable } from '@pawl/setup'
import { table } from '../../../output/table.ts'
import type { Terminal } from '../../../output/terminal.ts'
import { causeOf, cureOf } from './lint-words.ts'
import type { PlacedFinding } from './placed-finding.ts'

export interface LintCounts {
  readonly errors: number
  readonly warnings: number
  readonly notes: number
}

/** What was given, so that what was not asked can be said. */
export interface LintGiven {
  readonly trust?: string
  readonly profiles?: string
  readonly documents: readonly string[]
}

const COLOURS = { error: 'red', warning: 'yellow', note: 'dim' } as const satisfies Record<Severity, string>

/** Each finding with its place, what is wrong and what to do; then how many there are, and what nobody asked. */
export function renderLint(
  findings: readonly PlacedFinding[],
  counts: LintCounts,
  given: LintGiven,
  out: Terminal,
): void {
  for (const finding of findings) {
    const { severity, place, code, requirement } = finding
    const about = requirement === undefined ? '' : out.paint('dim', `  in ${printable(requirement)}`)
    out.write(`${printable(place)}  ${out.paint(COLOURS[severity], severity)}  ${out.paint('bold', code)}${about}`)
    const width = Math.min(out.width, 100)
    out.write(table([], [[printable(causeOf(finding))]], width, '  '))
    out.write(table([], [['what to do:', printable(cureOf(finding))]], width, '  '))
    out.write('')
  }
  out.write(total(counts, out))
  for (const line of notAsked(given)) out.write(out.paint('dim', `  ${line}`))
}

function total({ errors, warnings, notes }: LintCounts, out: Terminal): string {
  const words = [count(errors, 'error'), count(warnings, 'warning'), count(notes, 'note')].join(', ')
  if (errors > 0) return out.paint('red', words)
  return errors + warnings + notes === 0 ? out.paint('green', 'nothing found, which proves nothing') : words
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}

function notAsked({ trust, profiles, documents }: LintGiven): readonly string[] {
  return [
    ...(trust === undefined ? ['without --trust nothing was asked about attesters and who they are'] : []),
    ...(profiles === undefined ? ['without --profiles nothing was asked about profiles'] : []),
    ...(documents.length === 0 ? ['without --documents nobody asked whether a pattern governs any image'] : []),
  ]
}
