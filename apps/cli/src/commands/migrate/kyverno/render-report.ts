import { printable } from '@pawl/setup'
import { table } from '../../../output/table.ts'
import type { Terminal } from '../../../output/terminal.ts'
import type { Outcome } from './migrate-codes.ts'
import type { Note } from './place.ts'
import type { Source } from './read-sources.ts'

const WORDS = { 'taken-over': 'taken over', changed: 'changed', 'left-out': 'left out' } as const satisfies Record<
  Outcome,
  string
>
const COLOURS = { 'taken-over': 'green', changed: 'yellow', 'left-out': 'red' } as const satisfies Record<
  Outcome,
  string
>

/** What became of every part, in the order of the sources; then what is to be done before any of it is used. */
export function renderReport(sources: readonly Source[], notes: readonly Note[], out: Terminal): void {
  for (const { title, name, place } of sources) {
    out.write(out.paint('bold', `${title} ${printable(name)} (${printable(place.source)})`))
    out.write('')
    for (const note of notes.filter(({ source }) => source === place.source)) renderNote(note, out)
  }
  const count = (outcome: Outcome): number => notes.filter((each) => each.outcome === outcome).length
  out.write(`${count('taken-over')} taken over, ${count('changed')} changed, ${count('left-out')} left out`)
}

function renderNote({ outcome, code, at, became, cure }: Note, out: Terminal): void {
  out.write(`${out.paint(COLOURS[outcome], WORDS[outcome])}  ${code}  ${printable(at)}`)
  const rows = [...wordsOf(became), ...(cure === '' ? [] : [['what to do:', cure] as const])]
  out.write(table([], rows, Math.min(out.width, 100), '  '))
  out.write('')
}

function wordsOf(became: string): readonly (readonly [string, string])[] {
  return [['what became of it:', printable(became)]]
}

/** What a person has to do before the proposal is used. */
export function renderRemaining(notes: readonly Note[], written: readonly string[], out: Terminal): void {
  for (const path of written) out.write(`wrote ${printable(path)}`)
  if (written.length === 0) out.write('nothing was written: --out DIR writes trust.yaml, the policies and the keys')
  const left = notes.filter(({ outcome }) => outcome === 'left-out').length
  out.write('')
  out.write('Before you use it:')
  const steps = [
    ...(left === 0
      ? []
      : ['Write what is left out, or keep the rule of Kyverno: until then the proposal asks for less.']),
    'Read what is changed. Where Kyverno asks all that is there, Pawl asks for some that is good.',
    'Read who is trusted in trust.yaml. Nobody looked whether these signers are yours.',
    'Images that no policy governs were let in by Kyverno. Pawl denies them.',
    'Judge images that run today with pawl check, and in mode audit first.',
  ]
  for (const [index, step] of steps.entries())
    out.write(table([], [[`${index + 1}.`, step]], Math.min(out.width, 100), '  '))
}
