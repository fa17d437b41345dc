import process from 'node:process'
import type { Asks } from '@pawl/gatekeeper'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomCases } from '../../../generators/random-case.ts'
import { GATEKEEPER, GATEKEEPER_MISSING } from '../harness.ts'
import { newScene, type Scene } from '../scene.ts'
import { askGatekeeper } from './ask-gatekeeper.ts'
import { expectedOf, type Verdicts } from './expected.ts'
import { FAULTS, seeded } from './faults.ts'
import { movedBy, type Posed, posed } from './posed.ts'

const LONG = process.env['PAWL_SIZE'] === 'long'
const SEED = Number(process.env['PAWL_SEED'] ?? 1)
const COUNT = LONG ? 5000 : 500
const TIME = LONG ? 7_200_000 : 900_000
/** In which a seeded fault has to show. */
const POOL = 300

function questions(count: number): readonly Posed[] {
  const found: Posed[] = []
  let index = 0
  for (const each of randomCases(SEED + 60)) {
    const question = posed(each, index)
    index += 1
    if (question !== undefined) found.push(question)
    if (found.length === count) break
  }
  return found
}

/** Of now, and a little ahead: the document is judged at its own `now`, which is later than Gatekeeper's clock. */
function ofNow(question: Posed): Posed {
  return movedBy(question, Math.floor(Date.now() / 1000) + 100 - question.document.now)
}

/** As text. Where an image has no entry the template has no outcome to tell: it denies, in the mode of the profile. */
function comparable({ violated, unmet = [] }: Verdicts, asks: Asks, expected: Verdicts): string {
  const isTold = asks === 'document' && expected.unmet !== undefined
  return JSON.stringify({ violated, unmet: isTold ? [...new Set(unmet)] : undefined })
}

const KINDS = [
  'none',
  'pawl-audit',
  'pawl-warn pawl-audit',
  'pawl-enforce',
  'pawl-enforce pawl-warn pawl-audit',
  'not covered',
]

async function compared(each: Posed, asks: Asks) {
  const question = ofNow(each)
  const expected = expectedOf(question)
  const [here, there] = [expected, await askGatekeeper(scene, question, asks)].map((one) =>
    comparable(one, asks, expected),
  )
  const kind = expected.unmet === undefined ? 'not covered' : expected.violated.join(' ') || 'none'
  const disagreement = here === there ? undefined : `case ${each.index}: ${here} here, ${there} there`
  return { kind, disagreement }
}

let scene: Scene

if (GATEKEEPER === undefined) console.warn(GATEKEEPER_MISSING)

describe.skipIf(GATEKEEPER === undefined)('the real Gatekeeper, by our template', () => {
  beforeAll(async () => {
    scene = await newScene(GATEKEEPER ?? '')
  })
  afterAll(() => scene?.dispose())

  it.each<Asks>(['document', 'decision'])(
    'says what the evaluator says: %s mode, law L6',
    { timeout: TIME },
    async (asks) => {
      const kinds: string[] = []
      const wrong: string[] = []
      for (const each of questions(COUNT)) {
        const { kind, disagreement } = await compared(each, asks)
        kinds.push(kind)
        if (disagreement !== undefined) wrong.push(disagreement)
      }
      expect(wrong).toStrictEqual([])
      const counts = Object.fromEntries(KINDS.map((kind) => [kind, kinds.filter((each) => each === kind).length]))
      console.log(`${asks} mode, seed ${SEED + 60}: ${JSON.stringify(counts)}`)
      // A comparison of denials alone would compare nothing.
      for (const [kind, count] of Object.entries(counts)) {
        expect([kind, count >= COUNT / 100]).toStrictEqual([kind, true])
      }
    },
  )

  it.each(FAULTS)('would say otherwise with a fault: $what', { timeout: TIME }, async (fault) => {
    for (const each of questions(POOL)) {
      const question = ofNow(each)
      const answer = await askGatekeeper(scene, question, fault.asks, (manifest) => seeded(manifest, fault))
      const expected = expectedOf(question)
      if (comparable(answer, fault.asks, expected) !== comparable(expected, fault.asks, expected)) return
    }
    expect.fail('none of the questions showed it')
  })
})
