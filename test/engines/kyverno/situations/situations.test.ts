import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KYVERNO_HARNESS, KYVERNO_MISSING } from '../harness.ts'
import { newScene, type Scene } from '../scene.ts'
import { HOSTILE_ANSWERS } from './hostile-answers.ts'
import { HOSTILE_DOCUMENTS } from './hostile-documents.ts'
import { PROFILES } from './profiles.ts'
import { install, runSituation } from './run-situation.ts'
import { SHARED } from './shared-tables.ts'
import { type Situation, titleOf } from './situation.ts'

const TABLES: readonly (readonly [about: string, situations: readonly Situation[]])[] = [
  ...SHARED,
  ['answers', HOSTILE_ANSWERS],
  ['documents', HOSTILE_DOCUMENTS],
  ['profiles', PROFILES],
]

/** How many situations there are for each: counted by hand when a table changes, so that none is lost unseen. */
const TESTED = [
  ['decision', 247],
  ['document', 280],
] as const

if (KYVERNO_HARNESS === undefined) console.log(KYVERNO_MISSING)

describe.each(TESTED)('situations in %s mode', (asks, count) => {
  const chosen = TABLES.map(
    ([about, situations]) => [about, situations.filter(({ only }) => only === undefined || only === asks)] as const,
  ).filter(([, situations]) => situations.length > 0)
  const all = chosen.flatMap(([, situations]) => situations)

  it('are as many as were counted, and no two have one name', () => {
    expect(all.length).toBe(count)
    expect(new Set(all.map(titleOf)).size).toBe(count)
  })

  describe.skipIf(KYVERNO_HARNESS === undefined)("with Kyverno's own webhook", () => {
    let scene: Scene
    let right = 0
    beforeAll(async () => {
      scene = await newScene(KYVERNO_HARNESS ?? '')
      await install(scene, asks)
    })
    afterAll(() => scene.dispose())

    describe.each(chosen)('%s', (_, situations) => {
      it.each(situations.map((situation) => ({ title: titleOf(situation), situation })))(
        '$title',
        async ({ situation }) => {
          const { verdict, words, calls } = await runSituation(scene, situation)
          expect([verdict, words]).toStrictEqual([situation.verdict, words])
          if (situation.calls !== undefined) expect(calls).toStrictEqual(situation.calls)
          if (situation.says !== undefined) expect(words).toContain(situation.says)
          // Whatever stands in a request or an answer, words are for terminals and logs (C96).
          expect(words).toMatch(/^[\n -~]*$/)
          right += 1
        },
      )
    })

    it('none is wrong', () => expect(right).toBe(count))
  })
})
