import { printable } from '@pawl/setup'
import { table } from '../../../output/table.ts'
import type { Terminal } from '../../../output/terminal.ts'
import { titleOf } from './cluster-object.ts'
import type { CodedFinding, Examination, NotSeen } from './examine.ts'
import { ABSENTABLE, PARTS, type Part } from './parts.ts'
import type { Severity } from './rule.ts'

const COLOURS = { open: 'red', weak: 'yellow', note: 'dim' } as const satisfies Record<Severity, string>

/** Each finding with its place, what happens and what to do, the worst first; then what nobody saw, and how many there are. */
export function renderExamination({ findings, notSeen }: Examination, out: Terminal): void {
  for (const finding of findings) renderFinding(finding, out)
  for (const each of notSeen) renderNotSeen(each, out)
  out.write(total(findings, notSeen, out))
}

function renderFinding({ severity, code, object, path, happens, cure }: CodedFinding, out: Terminal): void {
  out.write(`${out.paint(COLOURS[severity], severity)}  ${out.paint('bold', code)}  ${printable(titleOf(object))}`)
  renderRows(
    [
      ['where:', printable(`${path} (${object.at})`)],
      ['happens:', printable(happens)],
      ['what to do:', printable(cure)],
    ],
    out,
  )
}

function renderNotSeen({ part, codes }: NotSeen, out: Terminal): void {
  out.write(`${out.paint('red', 'not-seen')}  ${out.paint('bold', 'doctor-not-seen')}  ${PARTS.get(part)}`)
  renderRows(
    [
      ['not asked:', codes.join(' ')],
      ['what to do:', cureOf(part)],
    ],
    out,
  )
}

function cureOf(part: Part): string {
  const kind = [...ABSENTABLE].find(([, each]) => each === part)?.[0]
  const add = 'add it to the input'
  return kind === undefined
    ? `${add}: without it Pawl is not asked`
    : `${add}, or say --absent ${kind} if you know that there is none`
}

function renderRows(rows: readonly (readonly [string, string])[], out: Terminal): void {
  out.write(table([], rows, Math.min(out.width, 100), '  '))
  out.write('')
}

function total(findings: readonly CodedFinding[], notSeen: readonly NotSeen[], out: Terminal): string {
  const count = (severity: Severity): number => findings.filter((each) => each.severity === severity).length
  const words = `${count('open')} open, ${count('weak')} weak, ${count('note')} to note, ${notSeen.length} not seen`
  if (count('open') + notSeen.length > 0) return out.paint('red', words)
  return count('weak') === 0 ? out.paint('green', `${words}: no open door found, which proves nothing`) : words
}
