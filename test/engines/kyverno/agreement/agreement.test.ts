import process from 'node:process'
import type { CompiledProfile } from '@pawl/policy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentsOf } from '../../../generators/distribution.ts'
import type { PerProfile } from '../../../generators/random-case.ts'
import { KYVERNO_HARNESS, KYVERNO_MISSING } from '../harness.ts'
import { newScene, type Scene } from '../scene.ts'
import { askKyverno, install } from './ask-kyverno.ts'
import { expectedOf, type Said, saidText } from './expected.ts'
import { FAULTS, type Fault, seeded } from './faults.ts'
import { manifestsOf } from './manifests.ts'
import { inModes, inOneMode } from './posed.ts'
import { type Group, groups, type Question } from './questions.ts'

const LONG = process.env['PAWL_SIZE'] === 'long'
const SEED = Number(process.env['PAWL_SEED'] ?? 1)
const COUNT = Number(process.env['PAWL_COUNT'] ?? (LONG ? 200_000 : 10_000))
const TIME = LONG ? 14_400_000 : 1_800_000
/** Kyverno takes 45 ms to compile a policy. */
const PER: PerProfile = { documents: 6, questions: 10 }

let scene: Scene

if (KYVERNO_HARNESS === undefined) console.warn(KYVERNO_MISSING)

describe.skipIf(KYVERNO_HARNESS === undefined)("Kyverno's own CEL, by our policies", () => {
  beforeAll(async () => {
    scene = await newScene(KYVERNO_HARNESS ?? '')
  })
  afterAll(() => scene?.dispose())

  const manifests = (profile: CompiledProfile) => manifestsOf(profile, 'document', scene.gateway.url)

  /** What Kyverno says of each, in their order. All at once: the program answers one after the other, and reads the next while it works. */
  async function ask(
    { profile, questions }: Group,
    changed = manifests(profile),
  ): Promise<readonly (Said | 'error')[]> {
    await install(scene, changed, questions)
    return await Promise.all(questions.map((each) => askKyverno(scene, each).catch(() => 'error' as const)))
  }

  it('says what the evaluator says: law L6', { timeout: TIME }, async () => {
    const wrong: string[] = []
    const contents = new Map<string, number>()
    let [asked, allowed] = [0, 0]
    for (const group of groups({ seed: SEED + 70, count: COUNT, per: PER, change: inOneMode })) {
      const answers = await ask(group)
      const all = group.questions.map((question, at) => compared(question, answers[at]))
      wrong.push(...all.flatMap(({ difference }) => (difference === undefined ? [] : [difference])))
      for (const each of all.flatMap((one) => [...one.contents])) contents.set(each, (contents.get(each) ?? 0) + 1)
      allowed += all.filter((each) => each.isAllowed).length
      asked += all.length
    }
    console.log(`Kyverno, seed ${SEED + 70}: ${asked} questions, ${allowed} allowed, ${wrong.length} disagreements`)
    expect(wrong.slice(0, 5)).toStrictEqual([])
    expect(asked).toBe(COUNT)
    // A comparison of denials alone would compare nothing.
    expect(allowed / asked).toBeGreaterThan(0.2)
    expect([...contents].filter(([, count]) => count < COUNT / 500)).toStrictEqual([])
  })

  it('denies, warns and is silent in the modes of the policies', { timeout: TIME }, async () => {
    const kinds = new Map<string, number>()
    const wrong: string[] = []
    const wanted = {
      seed: SEED + 70,
      count: Math.min(COUNT, 2000),
      per: { documents: 2, questions: 3 },
      change: inModes,
    }
    for (const group of groups(wanted)) {
      const answers = await ask(group)
      for (const [at, question] of group.questions.entries()) {
        const [here = '', there] = [expectedOf(question), answers[at]].map((each) => textOf(each, false))
        if (here !== there) wrong.push(`case ${question.index}: ${here} here, ${there} there`)
        kinds.set(here, (kinds.get(here) ?? 0) + 1)
      }
    }
    console.log(`Kyverno in modes: ${JSON.stringify([...kinds])}`)
    expect(wrong.slice(0, 5)).toStrictEqual([])
    expect(kinds.size).toBe(4)
    for (const count of kinds.values()) expect(count).toBeGreaterThan(20)
  })

  /** Whether one of the questions shows a fault. */
  async function shows(group: Group, fault: Fault): Promise<boolean> {
    const changed = seeded(manifests(group.profile), fault)
    if (changed === undefined) return false
    const answers = await ask(group, changed)
    return group.questions.some((each, at) => textOf(answers[at], true) !== textOf(expectedOf(each), true))
  }

  it.each(FAULTS)('would say otherwise with a fault: $what', { timeout: TIME }, async (fault) => {
    for (const group of groups({ seed: SEED + 70, count: 20_000, per: PER, change: inOneMode })) {
      if (await shows(group, fault)) return
    }
    expect.fail('none of the questions showed it')
  })
})

function textOf(said: Said | 'error' | undefined, isWhole: boolean): string {
  return typeof said === 'object' ? saidText(said, isWhole) : 'error'
}

/** What the evaluator says and Kyverno said of a question, where they differ; and what it was made of. */
function compared(question: Question, said: Said | 'error' | undefined) {
  const expected = expectedOf(question)
  const [here, there] = [expected, said].map((each) => textOf(each, true))
  return {
    difference: here === there ? undefined : `seed ${SEED + 70} case ${question.index}: ${here} here, ${there} there`,
    contents: contentsOf(question.from, expected.decision),
    isAllowed: expected.decision.decision === 'allow',
  }
}
