import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { created } from '../cluster/admission.ts'
import { EVIL, GOOD } from '../cluster/images.ts'
import { constraintResource, providerResource, templateResource } from '../cluster/resources.ts'
import { pod } from '../cluster/workloads.ts'
import { GATEKEEPER, GATEKEEPER_MISSING } from '../harness.ts'
import { newScene, type Scene } from '../scene.ts'
import { ROWS, type Row, type Verdict } from './expected.ts'
import { STYLES, type StyleName, styleNamed } from './styles.ts'

if (GATEKEEPER === undefined) console.log(GATEKEEPER_MISSING)

describe.skipIf(GATEKEEPER === undefined)('a template in the style of others', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await newScene(GATEKEEPER ?? '')
  })
  afterAll(() => scene.dispose())

  describe.each(STYLES.map((name, index) => ({ name, index })))('$name', ({ name, index }) => {
    it.each(ROWS.map((row) => ({ ...row, verdict: row.verdicts[index] })))(
      '$verdict a pod when $when',
      async ({ verdict, ...row }) => {
        expect(await verdictOf(scene, name, row)).toBe(verdict)
      },
    )
  })

  it('admits what nobody said yes to, in every style', () => {
    const wrong = STYLES.map((_, index) => ROWS.slice(2, -2).filter(({ verdicts }) => verdicts[index] === 'admits'))
    // Twelve rows each: hand-counted, so that a row that is lost is seen.
    expect(wrong.map((rows) => rows.length)).toStrictEqual([10, 6, 7, 6, 5])
  })
})

async function verdictOf({ harness, provider, restart }: Scene, name: StyleName, row: Row): Promise<Verdict> {
  const style = styleNamed(name)
  await restart('3m')
  provider.behave(row.provider(style))
  await harness.store('provider', providerResource('naive', provider))
  await harness.store('template', templateResource({ kind: 'Naive', parameters: {}, rego: style.rego }))
  const constraint = { kind: 'Naive', name: 'naive', enforcementAction: 'deny', parameters: {} } as const
  await harness.store('constraint', constraintResource(constraint))
  const request = created(pod({ containers: [GOOD, EVIL] }))
  const first = await harness.review({ request })
  const last = row.cached === true ? await harness.review({ request }) : first
  expect(last.code).toBe(last.allowed ? 200 : 403)
  expect(provider.calls.length).toBeGreaterThanOrEqual(1)
  return last.allowed ? 'admits' : 'denies'
}
