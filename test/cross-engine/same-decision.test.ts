import { loadEngine, type OpaEngine } from '@pawl/opa'
import { type Decision, outcomeOf } from '@pawl/policy'
import { beforeAll, describe, expect, it } from 'vitest'
import { describeDistribution, distributionOf, rarities } from '../generators/distribution.ts'
import { type Case, takeCases } from '../generators/random-case.ts'
import { REGO_MUTANTS, TYPESCRIPT_MUTANTS } from './mutants.ts'
import { withMutatedEvaluator } from './mutated-evaluator.ts'
import { OPA, opaEval } from './opa-eval.ts'
import { decideHere, outcomeText } from './outcome-text.ts'

const LONG = process.env['PAWL_SIZE'] === 'long'
/** For engines in this process; fewer where the real opa is asked, because `npm test` without it has asked them all. */
const COUNT = LONG ? 500_000 : OPA === undefined ? 50_000 : 10_000
/** For engines that a process has to be started for. */
const STARTED = LONG ? 50_000 : 2000
const SEED = Number(process.env['PAWL_SEED'] ?? 1)
const TIME = LONG ? 7_200_000 : 1_800_000

let cases: readonly Case[]
let decisions: readonly Decision[]
let expected: readonly string[]
let engine: OpaEngine

beforeAll(async () => {
  cases = takeCases(SEED, COUNT)
  decisions = cases.map(({ document, profile }) => decideHere(document, profile))
  expected = decisions.map((decision) => outcomeText(outcomeOf(decision)))
  engine = await loadEngine()
}, TIME)

type Answer = (slice: readonly Case[]) => readonly string[]

/** Index of every case in which an engine says something else. */
function disagreements(answers: readonly string[], from = 0): readonly number[] {
  return answers.flatMap((answer, index) => (answer === expected[from + index] ? [] : [from + index]))
}

const SLICE = 250

/** Whether a seeded fault shows, asked slice by slice until it does. */
function isNoticed(answer: Answer): boolean {
  for (let from = 0; from < STARTED; from += SLICE) {
    if (disagreements(answer(cases.slice(from, from + SLICE)), from).length > 0) return true
  }
  return false
}

/** Enough to run one of them alone. */
function firstOf(found: readonly number[], answers: readonly string[]): string {
  const [index] = found
  if (index === undefined) return `seed ${SEED}: all agree`
  const { profile, document } = cases[index] as Case
  return `seed ${SEED}, case ${index}: ${expected[index]} here, ${answers[index]} there\n${JSON.stringify({ profile, document })}`
}

describe('TypeScript and OPA', () => {
  it('is a run that means something: allows, every construct and every reason code often enough', () => {
    const distribution = distributionOf(cases, decisions)
    console.log(`cross-engine, seed ${SEED}: ${describeDistribution(distribution)}`)
    expect(rarities(distribution, 100)).toStrictEqual([])
    expect(rarities(distributionOf(cases.slice(0, STARTED), decisions.slice(0, STARTED)), 20)).toStrictEqual([])
    expect(distribution.allowed).toBeGreaterThanOrEqual(COUNT * 0.3)
    expect(COUNT - distribution.allowed).toBeGreaterThanOrEqual(COUNT * 0.3)
  })

  it('gives the same outcome as the WebAssembly module when asked the same', { timeout: TIME }, () => {
    const answers = cases.map(({ document, profile }) => outcomeText(engine.evaluate(document as never, profile)))
    expect(answers).toHaveLength(COUNT)
    const found = disagreements(answers)
    console.log(`cross-engine, seed ${SEED}: ${COUNT} cases by opa-wasm, ${found.length} disagreements`)
    expect(found, firstOf(found, answers)).toStrictEqual([])
  })

  it('notices a fault in the TypeScript evaluator when one is seeded', { timeout: TIME }, async () => {
    const unnoticed: string[] = []
    for (const mutant of TYPESCRIPT_MUTANTS) {
      const noticed = await withMutatedEvaluator(mutant, (judge) =>
        isNoticed((slice) => slice.map(({ document, profile }) => outcomeText(judge(document, profile)))),
      )
      if (!noticed) unnoticed.push(`${mutant.file}: ${mutant.find}`)
    }
    expect(unnoticed).toStrictEqual([])
  })
})

const real = OPA === undefined ? describe.skip : describe
if (OPA === undefined)
  console.log('cross-engine: SKIPPED, real opa: run .ci/opa/install.mjs and set PAWL_OPA to .cache/bin/opa')

real('TypeScript and the real opa', () => {
  const opa = OPA ?? ''

  it('gives the same outcome as `opa eval` when asked the same', { timeout: TIME }, () => {
    const answers = opaEval(opa, cases.slice(0, STARTED)).map(outcomeText)
    expect(answers).toHaveLength(STARTED)
    const found = disagreements(answers)
    console.log(`cross-engine, seed ${SEED}: ${STARTED} cases by opa eval, ${found.length} disagreements`)
    expect(found, firstOf(found, answers)).toStrictEqual([])
  })

  it('notices a fault in the Rego when one is seeded', { timeout: TIME }, () => {
    const unnoticed = REGO_MUTANTS.filter(
      (mutant) => !isNoticed((slice) => opaEval(opa, slice, mutant).map(outcomeText)),
    )
    expect(unnoticed).toStrictEqual([])
  })
})
