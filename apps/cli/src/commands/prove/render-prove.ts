import type { Counterexample, SearchResult } from '@pawl/policy/prove'
import { printable } from '@pawl/setup'
import { table } from '../../output/table.ts'
import type { Terminal } from '../../output/terminal.ts'
import { describeDifferences } from './describe-difference.ts'
import { FLAW_WORDS } from './flaw-words.ts'
import { renderDocument } from './render-document.ts'
import type { OpenTarget } from './targets/target.ts'

/** Each counterexample as a story, then how much was asked. */
export function renderProve({ what, notes }: OpenTarget, result: SearchResult, now: number, out: Terminal): void {
  out.write(out.paint('dim', printable(what)))
  for (const each of result.found) renderCounterexample(each, now, out)
  const { found, cases, seed, shapes, yes, no } = result
  const amount = `${cases} cases (seed ${seed}, ${shapes} distinct shapes)`
  const counted = found.length === 1 ? '1 counterexample' : `${found.length} counterexamples`
  const verdict = found.length === 0 ? out.paint('green', 'no counterexample') : out.paint('red', counted)
  out.write('')
  out.write(`${verdict} in ${amount}`)
  out.write(`  ${yes} allowed, ${no} denied; no search finds everything`)
  for (const note of notes) paragraph('note', note, out)
}

function renderCounterexample(found: Counterexample, now: number, out: Terminal): void {
  const { means, who, instead } = FLAW_WORDS[found.kind]
  out.write('')
  out.write(`${out.paint('red', 'COUNTEREXAMPLE')} ${out.paint('bold', found.kind)}: ${means}`)
  if (found.y !== undefined) {
    out.write(`  y: ${out.paint('red', 'denied')}`)
    renderDocument(found.y, now, out)
  }
  out.write(`  x: ${out.paint('green', 'allowed')}`)
  renderDocument(found.x, now, out)
  out.write('')
  paragraph('', describeDifferences(found, now), out)
  paragraph('who can do that', who, out)
  paragraph('write instead', instead, out)
}

/** Wrapped to the terminal, under its name. */
function paragraph(name: string, text: string, out: Terminal): void {
  const row = name === '' ? [printable(text)] : [`${name}:`, printable(text)]
  out.write(table([], [row], Math.min(out.width, 100), '  '))
}
