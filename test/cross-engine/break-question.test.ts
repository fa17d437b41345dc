import { expect, it } from 'vitest'
import { createRandom } from '../generators/prng.ts'
import type { Case } from '../generators/random-case.ts'
import { brokenQuestion, QUESTION_BREAKS } from './break-question.ts'
import type { Engine, Question } from './engine.ts'
import { ENGINES, suiteOf } from './engines.ts'
import { long, SEED, TIME } from './run-size.ts'
import { isYes, rareKinds, yesesOf } from './yeses.ts'

/** Times that each fact is broken. */
const TIMES = { 'in this process': long(100), 'in a process of its own': long(20) } as const

interface Broken {
  readonly kind: string
  readonly question: Question
}

/** What is let by needs neither digest nor claims: nothing could be said of it by construction. */
function strict({ request, document, profile }: Case): Question {
  return { request, document, profile: { ...profile, unmatched: 'deny' } }
}

/** As many of each kind as are wanted, all of one question together: engines read its profile once for all of them. */
async function brokenQuestions(engine: Engine): Promise<readonly Broken[]> {
  const random = createRandom(SEED)
  const wanted = TIMES[engine.runs]
  const counts = new Map<string, number>()
  return (await yesesOf(engine, wanted * 8, strict)).flatMap(({ question, outcome }) =>
    QUESTION_BREAKS.flatMap((kind) => {
      const count = counts.get(kind) ?? 0
      const changed = count < wanted ? brokenQuestion(kind, question, Number(outcome.expiresAt), random) : undefined
      if (changed === undefined) return []
      counts.set(kind, count + 1)
      return [{ kind, question: changed }]
    }),
  )
}

for (const engine of ENGINES) {
  suiteOf(engine)(engine.name, () => {
    it('denies when one fact of an allowed question is broken, and not with a fault', { timeout: TIME }, async () => {
      const broken = await brokenQuestions(engine)
      const found = broken.map(({ kind }) => kind)
      expect(rareKinds(QUESTION_BREAKS, found, TIMES[engine.runs])).toStrictEqual([])
      const questions = broken.map(({ question }) => question)
      const answers = (await engine.open())(questions)
      expect(answers).toHaveLength(broken.length)
      const allowed = broken.filter((_, index) => isYes(answers[index]))
      console.log(
        `break the yes, seed ${SEED}: ${broken.length} questions for ${engine.name} in ${QUESTION_BREAKS.length} kinds, ${allowed.length} allowed`,
      )
      expect(allowed.map((each) => JSON.stringify(each))).toStrictEqual([])
      expect(await isNoticed(engine, questions)).toBe(true)
    })
  })
}

/** Whether one of the engine's faults allows one of the questions. */
async function isNoticed(engine: Engine, questions: readonly Question[]): Promise<boolean> {
  for (const fault of engine.faults) {
    if ((await engine.open(fault))(questions).some(isYes)) return true
  }
  return false
}
