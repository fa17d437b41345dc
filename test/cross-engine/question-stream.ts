import { type Decision, outcomeOf } from '@pawl/policy'
import { coveringChoice } from '../generators/covering-choice.ts'
import { contentsOf } from '../generators/distribution.ts'
import { type Case, randomCases } from '../generators/random-case.ts'
import { decideHere, outcomeText } from './outcome-text.ts'
import { LEAST, POOL, SEED, STARTED } from './run-size.ts'

/** A question, its place in the stream, and what the evaluator says. */
export interface Expected {
  readonly index: number
  readonly question: Case
  readonly decision: Decision
  /** `outcomeText` of it. */
  readonly text: string
}

const SLICE = 250

/**
 * The first questions of the stream, slice by slice and never all at once: an instance of a module makes the garbage collector run, and that walks
 * everything in memory. With 50,000 questions there it took most of the time.
 */
export function* slices(count: number): Generator<readonly Expected[]> {
  const stream = randomCases(SEED)
  for (let from = 0; from < count; from += SLICE) {
    const length = Math.min(SLICE, count - from)
    yield Array.from({ length }, (_, at) => expectedOf(stream.next().value, from + at))
  }
}

function expectedOf(question: Case, index: number): Expected {
  const decision = decideHere(question)
  return { index, question, decision, text: outcomeText(outcomeOf(decision)) }
}

/** The questions for engines that a process is started for: few, in which everything occurs. */
export function chosenQuestions(): readonly Expected[] {
  const contents: ReadonlySet<string>[] = []
  const allowed = new Set<number>()
  for (const slice of slices(POOL)) {
    for (const { index, question, decision } of slice) {
      contents.push(contentsOf(question, decision))
      if (decision.decision === 'allow') allowed.add(index)
    }
  }
  const wanted = { size: STARTED, least: LEAST['in a process of its own'], share: 0.35 }
  const chosen = new Set(coveringChoice(contents, (index) => allowed.has(index), wanted))
  const found: Expected[] = []
  for (const slice of slices(POOL)) found.push(...slice.filter(({ index }) => chosen.has(index)))
  return found
}
