import process from 'node:process'
import type { CompiledProfile } from '@pawl/policy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentsOf } from '../../../generators/distribution.ts'
import { type Case, type PerProfile, randomCases } from '../../../generators/random-case.ts'
import { KYVERNO_HARNESS, KYVERNO_MISSING } from '../harness.ts'
import { newScene, type Scene } from '../scene.ts'
import { askKyverno, install } from './ask-kyverno.ts'
import { expectedOf, saidText } from './expected.ts'
import { FAULTS, seeded } from './faults.ts'
import { manifestsOf } from './manifests.ts'
import { inModes, inOneMode, type Posed, posed } from './posed.ts'

const LONG = process.env['PAWL_SIZE'] === 'long'
const SEED = Number(process.env['PAWL_SEED'] ?? 1)
const COUNT = Number(process.env['PAWL_COUNT'] ?? (LONG ? 200_000 : 10_000))
const TIME = LONG ? 14_400_000 : 1_800_000
/** Kyverno takes 45 ms to compile a policy. */
const PER: PerProfile = { documents: 6, questions: 10 }

/** Questions by their profile: Kyverno is given the policies once for all of them. */
function* groups(count: number, per: PerProfile, change: (profile: CompiledProfile, index: number) => CompiledProfile) {
  let group: (Posed & { readonly from: Case })[] = []
  let profile: CompiledProfile | undefined
  let [index, found, groupIndex] = [0, 0, 0]
  for (const each of randomCases(SEED + 70, per)) {
    if (profile !== each.profile) {
      if (group.length > 0) yield group
      group = []
      profile = each.profile
      groupIndex += 1
    }
    const question = posed(each, index)
    index += 1
    if (question === undefined) continue
    found += 1
    group.push({ ...question, profile: change(question.profile, groupIndex), from: each })
    if (found >= count) break
  }
  if (group.length > 0) yield group
}

let scene: Scene

if (KYVERNO_HARNESS === undefined) console.warn(KYVERNO_MISSING)

describe.skipIf(KYVERNO_HARNESS === undefined)("Kyverno's own CEL, by our policies", () => {
  beforeAll(async () => {
    scene = await newScene(KYVERNO_HARNESS ?? '')
  })
  afterAll(() => scene?.dispose())

  it('says what the evaluator says: law L6', { timeout: TIME }, async () => {
    const wrong: string[] = []
    const contents = new Map<string, number>()
    let [asked, allowed] = [0, 0]
    for (const group of groups(COUNT, PER, inOneMode)) {
      const [first] = group
      if (first === undefined) continue
      await install(scene, manifestsOf(first.profile, 'document', scene.gateway.url), group)
      // All at once: the program answers in their order, and the next question is read while it works.
      const answers = group.map((question) => askKyverno(scene, question))
      for (const [at, question] of group.entries()) {
        const expected = expectedOf(question)
        const said = await answers[at]
        if (said === undefined) continue
        const [here, there] = [saidText(expected, true), saidText(said, true)]
        if (here !== there) wrong.push(`seed ${SEED + 70} case ${question.index}: ${here} here, ${there} there`)
        for (const each of contentsOf(question.from, expected.decision))
          contents.set(each, (contents.get(each) ?? 0) + 1)
        asked += 1
        if (expected.decision.decision === 'allow') allowed += 1
      }
    }
    console.log(`Kyverno, seed ${SEED + 70}: ${asked} questions, ${allowed} allowed, ${wrong.length} disagreements`)
    expect(wrong.slice(0, 5)).toStrictEqual([])
    expect(asked).toBe(COUNT)
    // A comparison of denials alone would compare nothing.
    expect(allowed / asked).toBeGreaterThan(0.2)
    const rare = [...contents].filter(([, count]) => count < COUNT / 500)
    expect(rare).toStrictEqual([])
  })

  it('denies, warns and is silent in the modes of the policies', { timeout: TIME }, async () => {
    const kinds = new Map<string, number>()
    const wrong: string[] = []
    for (const group of groups(Math.min(COUNT, 2000), { documents: 2, questions: 3 }, inModes)) {
      const [first] = group
      if (first === undefined) continue
      await install(scene, manifestsOf(first.profile, 'document', scene.gateway.url), group)
      for (const question of group) {
        const [here, there] = [expectedOf(question), await askKyverno(scene, question)].map((each) =>
          saidText(each, false),
        )
        if (here !== there) wrong.push(`case ${question.index}: ${here} here, ${there} there`)
        kinds.set(here ?? '', (kinds.get(here ?? '') ?? 0) + 1)
      }
    }
    expect(wrong.slice(0, 5)).toStrictEqual([])
    console.log(`Kyverno in modes: ${JSON.stringify([...kinds])}`)
    expect(kinds.size).toBe(4)
    for (const count of kinds.values()) expect(count).toBeGreaterThan(20)
  })

  it.each(FAULTS)('would say otherwise with a fault: $what', { timeout: TIME }, async (fault) => {
    for (const group of groups(20_000, PER, inOneMode)) {
      const [first] = group
      if (first === undefined) continue
      const manifests = seeded(manifestsOf(first.profile, 'document', scene.gateway.url), fault)
      if (manifests === undefined) continue
      await install(scene, manifests, group)
      for (const question of group) {
        const expected = saidText(expectedOf(question), true)
        const said = await askKyverno(scene, question).then(
          (each) => saidText(each, true),
          () => 'error',
        )
        if (said !== expected) return
      }
    }
    expect.fail('none of the questions showed it')
  })
})
