import type { CompiledPolicy, CompiledProfile } from '@pawl/policy'
import { expect, it } from 'vitest'
import type { JsonObject } from '../generators/json-tree.ts'
import { createRandom } from '../generators/prng.ts'
import type { Case } from '../generators/random-case.ts'
import { type BrokenYes, breaksOf, type Carried } from './break-answer.ts'
import type { Decode, Engine, Question, Wire } from './engine.ts'
import { ENGINES, suiteOf } from './engines.ts'
import { long, SEED, TIME } from './run-size.ts'
import { isYes, rareKinds, yesesOf } from './yeses.ts'

/** Yeses that are broken in every way. A kind that only some of them can have must occur a hundred times as well. */
const YESES = long(400)
const LEAST = 100

/** A third that the configuration ends, and a third that nothing ends, because nothing governs it. */
function varied({ request, document, profile }: Case, index: number): Question {
  const ends: readonly Partial<CompiledProfile>[] = [
    { unmatched: 'deny', validUntil: 'unlimited' },
    { unmatched: 'deny', validUntil: timeOf(document) + 1 },
    { unmatched: 'allow', validUntil: 'unlimited', policies: profile.policies.map(governingNothing) },
  ]
  return { request, document, profile: { ...profile, ...ends[index % ends.length] } }
}

function governingNothing(policy: CompiledPolicy): CompiledPolicy {
  return { ...policy, images: [{ glob: 'nothing', re2: '(?s)^nothing$' }] }
}

function timeOf(document: unknown): number {
  const { now } = document as JsonObject
  return typeof now === 'number' ? now : 0
}

/** What the document of a yes can carry, by the construction of `varied`. */
function carriedBy({ document, profile }: Question): Carried {
  const now = timeOf(document)
  if (profile.unmatched === 'allow') return { now, latest: null }
  const images = (document as JsonObject)['images'] as JsonObject[]
  const ends = images.map((each) => Number(each['validUntil']))
  return { now, latest: Math.min(...ends, ...(profile.validUntil === 'unlimited' ? [] : [profile.validUntil])) }
}

interface Broken extends BrokenYes {
  readonly question: Question
}

/** Real answers of the engine, each read as the yes that it is, and then broken. */
async function brokenAnswers(engine: Engine, wire: Wire): Promise<readonly Broken[]> {
  const random = createRandom(SEED)
  const yeses = await yesesOf(engine, YESES, varied)
  const answers = (await wire.answers())(yeses.map(({ question }) => question))
  const decode = await wire.decoder()
  return yeses.flatMap(({ question, outcome }, index) => {
    expect(decode(answers[index], question)).toStrictEqual(outcome)
    const broken = breaksOf(answers[index], wire.yesAt, carriedBy(question), random)
    return broken.map((each) => ({ ...each, question }))
  })
}

/** A reader that throws has not said no. */
function isAccepted(decode: Decode, { wire, question }: Broken): boolean {
  try {
    return isYes(decode(wire, question))
  } catch {
    return true
  }
}

/** Which faults of the reader the broken answers do not find. */
async function unnoticedFaults({ faults, decoder }: Wire, broken: readonly Broken[]): Promise<readonly string[]> {
  const unnoticed: string[] = []
  for (const fault of faults) {
    const faulty = await decoder(fault)
    if (!broken.some((each) => isAccepted(faulty, each))) unnoticed.push(`${fault.find} -> ${fault.replace}`)
  }
  return unnoticed
}

for (const engine of ENGINES) {
  const { wire } = engine
  if (wire === null) continue
  suiteOf(engine)(`a yes of ${engine.name}`, () => {
    it('is none with one fact broken, and one of them is for a reader with a fault', { timeout: TIME }, async () => {
      const broken = await brokenAnswers(engine, wire)
      const found = broken.map(({ kind }) => kind)
      const kinds = [...new Set(found)]
      const decode = await wire.decoder()
      const accepted = broken.filter((each) => isAccepted(decode, each))
      console.log(
        `break the yes, seed ${SEED}: ${broken.length} answers of ${engine.name} in ${kinds.length} kinds, ${accepted.length} accepted`,
      )
      expect(kinds.length).toBeGreaterThan(70)
      expect(rareKinds(kinds, found, LEAST)).toStrictEqual([])
      expect(accepted.map((each) => `${each.kind}: ${JSON.stringify(each.wire)}`)).toStrictEqual([])
      expect(wire.faults.length).toBeGreaterThanOrEqual(1)
      expect(await unnoticedFaults(wire, broken)).toStrictEqual([])
    })
  })
}
