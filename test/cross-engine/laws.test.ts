import { expect, it } from 'vitest'
import { isObject, type Json, type JsonObject } from '../generators/json-tree.ts'
import { createRandom, type Random } from '../generators/prng.ts'
import { type Case, takeCases } from '../generators/random-case.ts'
import type { Ask, Engine, Question } from './engine.ts'
import { ENGINES, suiteOf } from './engines.ts'
import { long, SEED, TIME } from './run-size.ts'

const COUNT = { 'in this process': long(500), 'in a process of its own': long(100) } as const

/** Beyond the limit of claims an entry is malformed, and fewer claims may well mean more (law L2, "within the limits"). */
function isWithinLimits({ document }: Case): boolean {
  return entriesOf(document).every(({ claims }) => !(Array.isArray(claims) && claims.length > 64))
}

function entriesOf(document: unknown): readonly JsonObject[] {
  const images = isObject(document as Json) ? (document as JsonObject)['images'] : undefined
  return Array.isArray(images) ? images.filter(isObject) : []
}

function casesFor({ runs }: Engine): readonly Case[] {
  return takeCases(SEED + 6, COUNT[runs]).filter(isWithinLimits)
}

function withFewerClaims(random: Random, question: Question): Question {
  const document = structuredClone(question.document)
  for (const entry of entriesOf(document)) {
    const { claims } = entry
    if (Array.isArray(claims)) entry['claims'] = claims.filter(() => random.chance(0.7))
  }
  return { ...question, document }
}

function at(question: Question, now: number): Question {
  return { ...question, document: { ...(question.document as JsonObject), now } }
}

/** An allow that nothing bounds ends never. */
function endOf(expiresAt: number | null): number {
  return expiresAt ?? Number.POSITIVE_INFINITY
}

/** Whatever is not an outcome ends the test: no law holds of an engine that fails. */
function outcomes(ask: Ask, questions: readonly Question[]) {
  return ask(questions).map((answer) => {
    if ('code' in answer) throw new Error(answer.code)
    return { ...answer, unmet: answer.unmet.map((each) => JSON.stringify(each)) }
  })
}

for (const engine of ENGINES) {
  suiteOf(engine)(engine.name, () => {
    it('keeps every requirement unmet when claims are taken away: law L3', { timeout: TIME }, async () => {
      const ask = await engine.open()
      const random = createRandom(SEED)
      const cases = casesFor(engine)
      const before = outcomes(ask, cases)
      const after = outcomes(
        ask,
        cases.map((each) => withFewerClaims(random, each)),
      )
      let closed = 0
      for (const [index, all] of before.entries()) {
        const fewer = after[index] as (typeof after)[number]
        expect(fewer.unmet).toStrictEqual(expect.arrayContaining(all.unmet))
        if (fewer.allow) expect(endOf(all.expiresAt)).toBeGreaterThanOrEqual(endOf(fewer.expiresAt))
        if (all.allow && !fewer.allow) closed += 1
      }
      expect(closed).toBeGreaterThan(COUNT[engine.runs] / 12)
    })

    it('denies from expiresAt on and not a second before: law L5', { timeout: TIME }, async () => {
      const ask = await engine.open()
      const cases = casesFor(engine)
      const allowed = outcomes(ask, cases).flatMap(({ allow, expiresAt }, index) =>
        allow && expiresAt !== null ? [{ question: cases[index] as Case, expiresAt }] : [],
      )
      const last = outcomes(
        ask,
        allowed.map(({ question, expiresAt }) => at(question, expiresAt - 1)),
      )
      for (const [index, outcome] of last.entries()) {
        expect(outcome).toMatchObject({ allow: true, expiresAt: allowed[index]?.expiresAt })
      }
      for (const later of [0, 1, 300, 1_000_000]) {
        const ended = outcomes(
          ask,
          allowed.map(({ question, expiresAt }) => at(question, expiresAt + later)),
        )
        expect(ended.filter(({ allow }) => allow)).toStrictEqual([])
      }
      expect(allowed.length).toBeGreaterThan(COUNT[engine.runs] / 5)
    })
  })
}
