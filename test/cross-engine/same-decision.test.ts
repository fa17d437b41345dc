import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Distribution,
  describeDistribution,
  distributionOf,
  joined,
  rarities,
} from '../generators/distribution.ts'
import type { Ask, Engine } from './engine.ts'
import { ENGINES, PRESENT, REFERENCE, suiteOf } from './engines.ts'
import { outcomeText } from './outcome-text.ts'
import { chosenQuestions, type Expected, slices } from './question-stream.ts'
import { COUNT, LEAST, POOL, SEED, STARTED, TIME } from './run-size.ts'

const SHARE = 0.3

let chosen: readonly Expected[]

beforeAll(() => {
  chosen = chosenQuestions()
}, TIME)

/** A question that is answered otherwise than by the evaluator, and the answer. */
interface Disagreement extends Expected {
  readonly answer: string
}

function disagreements(ask: Ask, asked: readonly Expected[]): readonly Disagreement[] {
  const answers = ask(asked.map(({ question }) => question)).map(outcomeText)
  if (answers.length !== asked.length) throw new Error('not one answer for every question')
  return asked.flatMap((each, at) => (answers[at] === each.text ? [] : [{ ...each, answer: answers[at] ?? '' }]))
}

/** Whether a fault shows: first in the chosen questions, then slice by slice in all that they were chosen from. */
function isNoticed(ask: Ask): boolean {
  if (disagreements(ask, chosen).length > 0) return true
  for (const slice of slices(POOL)) if (disagreements(ask, slice).length > 0) return true
  return false
}

/** Enough to run one of them alone. */
function firstOf([first]: readonly Disagreement[]): string {
  if (first === undefined) return `seed ${SEED}: all agree`
  const { request, profile, document } = first.question
  return `seed ${SEED}, case ${first.index}: ${first.text} here, ${first.answer} there\n${JSON.stringify({ profile, request, document })}`
}

function distribution(asked: readonly Expected[]): Distribution {
  return distributionOf(
    asked.map(({ question }) => question),
    asked.map(({ decision }) => decision),
  )
}

/** Allows, every construct, every kind of request and every reason code often enough: what never occurred was not asked. */
function assertMeaning(found: Distribution, runs: Engine['runs']): void {
  console.log(`cross-engine, seed ${SEED}, ${runs}: ${describeDistribution(found)}`)
  expect(rarities(found, LEAST[runs])).toStrictEqual([])
  expect(found.allowed).toBeGreaterThanOrEqual(found.cases * SHARE)
  expect(found.cases - found.allowed).toBeGreaterThanOrEqual(found.cases * SHARE)
}

const OTHERS = PRESENT.filter((each) => each !== REFERENCE)
const HERE = OTHERS.filter(({ runs }) => runs === 'in this process')

describe.skipIf(HERE.length === 0)('the engines of this process and the evaluator', () => {
  it('give the same outcome when asked the same', { timeout: TIME }, async () => {
    const engines = await Promise.all(HERE.map(async (engine) => ({ name: engine.name, ask: await engine.open() })))
    let found: Distribution = distribution([])
    for (const slice of slices(COUNT)) {
      found = joined(found, distribution(slice))
      for (const { name, ask } of engines)
        expect([name, firstOf(disagreements(ask, slice))]).toEqual([name, firstOf([])])
    }
    console.log(`cross-engine, seed ${SEED}: ${found.cases} cases by ${HERE.map(({ name }) => name).join(', ')}`)
    expect(found.cases).toBe(COUNT)
    assertMeaning(found, 'in this process')
  })
})

for (const engine of ENGINES.filter(({ runs }) => runs === 'in a process of its own')) {
  suiteOf(engine)(`${engine.name} and the evaluator`, () => {
    it('give the same outcome when asked the same', { timeout: TIME }, async () => {
      expect(chosen).toHaveLength(STARTED)
      assertMeaning(distribution(chosen), engine.runs)
      const found = disagreements(await engine.open(), chosen)
      console.log(`cross-engine, seed ${SEED}: ${chosen.length} cases by ${engine.name}, ${found.length} disagreements`)
      expect(
        found.map(({ index }) => index),
        firstOf(found),
      ).toStrictEqual([])
    })
  })
}

for (const engine of ENGINES.filter(({ takesAll }) => takesAll)) {
  suiteOf(engine)(`${engine.name} and the evaluator`, () => {
    it('give the same outcome on everything that the engines of this process are asked', {
      timeout: TIME,
    }, async () => {
      const ask = await engine.open()
      let asked = 0
      for (const batch of batches()) {
        expect(firstOf(disagreements(ask, batch))).toBe(firstOf([]))
        asked += batch.length
      }
      console.log(`cross-engine, seed ${SEED}: ${asked} cases by ${engine.name}, 0 disagreements`)
      expect(asked).toBe(COUNT)
    })
  })
}

const BATCH = 1000

/** As many as a process is started for. */
function* batches(): Generator<readonly Expected[]> {
  let batch: readonly Expected[] = []
  for (const slice of slices(COUNT)) {
    batch = [...batch, ...slice]
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
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
