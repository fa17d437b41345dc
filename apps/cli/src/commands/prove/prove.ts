import type { InputDocument } from '@pawl/document'
import { documentConstants, joinConstants, type SearchResult, search } from '@pawl/policy/prove'
import { Refusal, readDocuments } from '@pawl/setup'
import { type Format, structured } from '../../output/structured.ts'
import type { Terminal } from '../../output/terminal.ts'
import { openTarget } from './open-target.ts'
import { renderProve } from './render-prove.ts'
import type { TargetOptions } from './targets/target.ts'
import { writeDocuments } from './write-documents.ts'

export interface ProveOptions extends TargetOptions {
  readonly documents: readonly string[]
  readonly seed: number
  /** Undefined for as many as the target usually takes. */
  readonly cases: number | undefined
  readonly at: number | undefined
  readonly write: string | undefined
  readonly output: Format
}

/** 2026-01-02T00:00:00Z. Not the clock: the same seed is to give the same result tomorrow. */
const SOME_DAY = 1_767_312_000

/** The exit code: 0 no counterexample, 1 at least one. Everything else is thrown. */
export async function prove(options: ProveOptions, out: Terminal): Promise<0 | 1> {
  const documents = options.documents.flatMap(readDocuments)
  const target = openTarget(options)
  const constants = joinConstants([target.constants, ...documents.map(documentConstants)])
  const now = options.at ?? documents[0]?.now ?? SOME_DAY
  const seeds = options.at === undefined ? documents : documents.map((each): InputDocument => ({ ...each, now }))
  const { seed, cases = target.cases } = options
  const result = await search(target.ask, { seed, cases, now, constants, documents: seeds })
  refuseUnlessAllowed(result, target.notes)
  if (options.write !== undefined) writeDocuments(options.write, result.found)
  if (options.output === 'table') renderProve(target, result, now, out)
  else out.write(structured(options.output, { policy: target.what, notes: target.notes, ...result }))
  return result.found.length === 0 && result.cases >= 1 ? 0 : 1
}

/** A run in which the policy said no to everything looked at nothing. */
function refuseUnlessAllowed({ yes, cases, seed }: SearchResult, notes: readonly string[]): void {
  if (yes > 0) return
  throw new Refusal('nothing-allowed', 'the policy allowed nothing, so that nothing can be said about it', [
    { at: `${cases} cases, seed ${seed}`, message: 'give --documents with a summary that your policy allows' },
    ...notes.map((message) => ({ at: '', message })),
  ])
}
