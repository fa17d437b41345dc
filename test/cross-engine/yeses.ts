import type { Outcome } from '@pawl/policy'
import { type Case, randomCases } from '../generators/random-case.ts'
import type { Answer, Engine, Question } from './engine.ts'
import { SEED } from './run-size.ts'

/** A question that an engine allows. */
export interface Yes {
  readonly question: Question
  readonly outcome: Outcome
}

const BATCH = 500

/** The first of the random questions, changed or not, that the engine allows. */
export async function yesesOf(
  engine: Engine,
  count: number,
  change: (each: Case, index: number) => Question,
): Promise<readonly Yes[]> {
  const ask = await engine.open()
  const stream = randomCases(SEED + 1)
  const yeses: Yes[] = []
  for (let from = 0; yeses.length < count; from += BATCH) {
    const questions = Array.from({ length: BATCH }, (_, index) => change(stream.next().value, from + index))
    for (const [at, outcome] of ask(questions).entries()) {
      if (!('code' in outcome) && outcome.allow) yeses.push({ question: questions[at] as Question, outcome })
    }
  }
  return yeses.slice(0, count)
}

/** Whether it is taken for a yes: whatever is not plainly a no is. */
export function isYes(answer: Answer | undefined): boolean {
  return answer?.allow !== false
}

/** Kinds that occurred less often than they must. */
export function rareKinds(kinds: readonly string[], found: readonly string[], least: number): readonly string[] {
  return kinds.filter((kind) => !(found.filter((each) => each === kind).length >= least))
}
