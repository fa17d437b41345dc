import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askKyverno } from './ask-kyverno.ts'
import { type LiveGateway, liveGateway, NAMES } from './live-gateway.ts'
import { MISSING } from './programs.ts'
import { openScene, type Scene } from './scene.ts'
import { PAGE, rowsOf } from './table.ts'

/** What the table calls allow is a pass of Kyverno with the policy that Pawl compiled. */
const EXPECTED = new Map([
  ['allow', 'pass'],
  ['deny', 'fail'],
])

if (MISSING !== undefined) console.log(`skipped: ${MISSING}`)

describe.skipIf(MISSING !== undefined)('the real Kyverno with what Pawl compiled, and a gateway that runs', () => {
  let scene: Scene
  let gateway: LiveGateway
  beforeAll(async () => {
    scene = await openScene('attachment')
    gateway = await liveGateway(scene)
  }, 300_000)
  afterAll(async () => {
    await gateway?.close()
    scene?.dispose()
  })

  const asked = async (name: (typeof NAMES)[number], asks: 'decision' | 'document'): Promise<string> =>
    await askKyverno(gateway.compiled(name, asks), { cwd: scene.folder, env: gateway.env })

  it.each(rowsOf(PAGE))('says what the table says where there is: $there', async (row) => {
    await scene.image.keep(row.there)
    for (const name of NAMES) {
      const said = { decision: await asked(name, 'decision'), document: await asked(name, 'document') }
      const expected = EXPECTED.get(row[name])
      expect({ name, ...said }).toStrictEqual({ name, decision: expected, document: expected })
    }
  })

  it('says neither yes nor no where nobody answers any more', async () => {
    await scene.image.keep(['clean', 'review'])
    expect(await asked('reviewed', 'decision')).toBe('pass')
    await gateway.close()
    expect(await asked('reviewed', 'decision')).toMatch(/^neither: 1 [\s\S]*pass: 0, fail: 0, warn: 0, error: 1/)
  })
})
