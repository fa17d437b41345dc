import { type Decision, outcomeOf } from '@pawl/policy'
import { beforeAll, describe, expect, it } from 'vitest'
import { coveringChoice } from '../generators/covering-choice.ts'
import { contentsOf, describeDistribution, distributionOf, rarities } from '../generators/distribution.ts'
import { type Case, takeCases } from '../generators/random-case.ts'
import type { Ask, Engine } from './engine.ts'
import { ENGINES, PRESENT, REFERENCE, suiteOf } from './engines.ts'
import { decideHere, outcomeText } from './outcome-text.ts'
import { COUNT, LEAST, POOL, SEED, STARTED, TIME } from './run-size.ts'

const SHARE = 0.3

let cases: readonly Case[]
let decisions: readonly Decision[]
let expected: readonly string[]
/** Index of every question for the engines that a process is started for. */
let chosen: readonly number[]

beforeAll(() => {
  cases = takeCases(SEED, PRESENT.some(isHere) ? COUNT : POOL)
  decisions = cases.map(decideHere)
  expected = decisions.map((decision) => outcomeText(outcomeOf(decision)))
  const contents = cases.slice(0, POOL).map((each, index) => contentsOf(each, decisions[index] as Decision))
  const isAllowed = (index: number): boolean => decisions[index]?.decision === 'allow'
  chosen = coveringChoice(contents, isAllowed, { size: STARTED, least: LEAST['in a process of its own'], share: 0.35 })
}, TIME)

function isHere({ runs }: Engine): boolean {
  return runs === 'in this process'
}

function questionsFor(engine: Engine): readonly number[] {
  return isHere(engine) ? cases.map((_, index) => index) : chosen
}

/** Index of every question that is answered otherwise than by the evaluator, and the answer. */
function disagreements(ask: Ask, questions: readonly number[]): readonly (readonly [index: number, answer: string])[] {
  const answers = ask(questions.map((index) => cases[index] as Case)).map(outcomeText)
  if (answers.length !== questions.length) throw new Error('not one answer for every question')
  return questions.flatMap((index, at) =>
    answers[at] === expected[index] ? [] : [[index, answers[at] ?? ''] as const],
  )
}

const SLICE = 250

/** Whether a fault shows: first in the chosen questions, then slice by slice in all that they were chosen from. */
function isNoticed(ask: Ask): boolean {
  const known = new Set(chosen)
  const others = cases.slice(0, POOL).flatMap((_, index) => (known.has(index) ? [] : [index]))
  const inOrder = [...chosen, ...others]
  for (let from = 0; from < inOrder.length; from += SLICE) {
    if (disagreements(ask, inOrder.slice(from, from + SLICE)).length > 0) return true
  }
  return false
}

/** Enough to run one of them alone. */
function firstOf(found: readonly (readonly [number, string])[]): string {
  const [first] = found
  if (first === undefined) return `seed ${SEED}: all agree`
  const [index, answer] = first
  const { request, profile, document } = cases[index] as Case
  return `seed ${SEED}, case ${index}: ${expected[index]} here, ${answer} there\n${JSON.stringify({ profile, request, document })}`
}

describe.each([...new Set(PRESENT.map(({ runs }) => runs))])('the questions for engines that run %s', (runs) => {
  it('mean something: allows, every construct, every kind of request and every reason code often enough', () => {
    const asked = runs === 'in this process' ? cases.map((_, index) => index) : chosen
    const distribution = distributionOf(
      asked.map((index) => cases[index] as Case),
      asked.map((index) => decisions[index] as Decision),
    )
    console.log(`cross-engine, seed ${SEED}, ${runs}: ${describeDistribution(distribution)}`)
    expect(distribution.cases).toBe(runs === 'in this process' ? COUNT : STARTED)
    expect(rarities(distribution, LEAST[runs])).toStrictEqual([])
    expect(distribution.allowed).toBeGreaterThanOrEqual(distribution.cases * SHARE)
    expect(distribution.cases - distribution.allowed).toBeGreaterThanOrEqual(distribution.cases * SHARE)
  })
})

for (const engine of ENGINES.filter((each) => each !== REFERENCE)) {
  suiteOf(engine)(`${engine.name} and the evaluator`, () => {
    it('give the same outcome when asked the same', { timeout: TIME }, async () => {
      const questions = questionsFor(engine)
      const found = disagreements(await engine.open(), questions)
      console.log(
        `cross-engine, seed ${SEED}: ${questions.length} cases by ${engine.name}, ${found.length} disagreements`,
      )
      expect(
        found.map(([index]) => index),
        firstOf(found),
      ).toStrictEqual([])
    })
  })
}

for (const engine of ENGINES) {
  if (engine.missing !== undefined) console.log(`cross-engine: SKIPPED, ${engine.missing}`)
  suiteOf(engine)(`${engine.name} with a fault`, () => {
    it('gives another outcome when each of its faults is seeded', { timeout: TIME }, async () => {
      const unnoticed: string[] = []
      for (const fault of engine.faults) {
        if (!isNoticed(await engine.open(fault))) unnoticed.push(`${fault.file}: ${fault.find} -> ${fault.replace}`)
      }
      expect(engine.faults.length).toBeGreaterThanOrEqual(1)
      expect(unnoticed).toStrictEqual([])
    })
  })
}
