import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GATEKEEPER, GATEKEEPER_MISSING } from '../harness.ts'
import { TABLES } from './all.ts'
import { compiledTemplate } from './compiled-template.ts'
import { newStage, runSituation, type Stage } from './run-situation.ts'
import { type Situation, titleOf } from './situation.ts'
import type { TemplateUnderTest } from './template-under-test.ts'

/** How many situations there are for each: counted by hand when a table changes, so that none is lost unseen. */
const TESTED: readonly (readonly [TemplateUnderTest, number])[] = [
  [compiledTemplate('decision'), 399],
  [compiledTemplate('document'), 381],
]

const isFor =
  ({ answers }: TemplateUnderTest) =>
  ({ only }: Situation): boolean =>
    only === undefined || only === answers

if (GATEKEEPER === undefined) console.log(GATEKEEPER_MISSING)

describe.each(TESTED)('situations for $answers', (tested, count) => {
  const chosen = TABLES.map(([about, situations]) => [about, situations.filter(isFor(tested))] as const)
  const all = chosen.flatMap(([, situations]) => situations)

  it('are as many as were counted, and no two have one name', () => {
    expect(all.length).toBe(count)
    expect(new Set(all.map(titleOf)).size).toBe(count)
  })

  describe.skipIf(GATEKEEPER === undefined)('with the real Gatekeeper', () => {
    let stage: Stage
    let right = 0
    beforeAll(async () => {
      stage = await newStage(GATEKEEPER ?? '')
    })
    afterAll(() => stage.dispose())

    describe.each(chosen)('%s', (_, situations) => {
      it.each(situations.map((situation) => ({ title: titleOf(situation), situation })))(
        '$title',
        async ({ situation }) => {
          const { verdicts, calls, messages } = await runSituation(stage, tested, situation)
          expect(verdicts).toStrictEqual(situation.steps.flatMap((step) => ('verdict' in step ? [step.verdict] : [])))
          if (situation.calls !== undefined) expect(calls).toStrictEqual(situation.calls)
          if (situation.says !== undefined) expect(messages.join('\n')).toContain(situation.says)
          right += 1
        },
      )
    })

    it('none is wrong', () => expect(right).toBe(count))
  })
})
