import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { environmentFor } from '../harness.ts'
import { type Asked, askKyverno } from './ask-kyverno.ts'
import { countingProxy } from './counting-proxy.ts'
import { compiled, type LiveGateway, liveGateway, type Mode, type PolicyName } from './live-gateway.ts'
import { MISSING } from './programs.ts'
import { openScene, type Scene } from './scene.ts'
import { PAGE, rowsOf } from './table.ts'

const MODES: readonly Mode[] = ['decision', 'document']

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

  const policies = new Map<string, Asked>()
  const asked = async (name: PolicyName, mode: Mode): Promise<string> => {
    const policy = policies.get(`${name} ${mode}`) ?? (await compiled(name, mode, gateway.url, scene))
    policies.set(`${name} ${mode}`, policy)
    return await askKyverno(policy, { cwd: scene.folder, env: gateway.env })
  }

  it.each(rowsOf(PAGE))('says what the table says where there is: $there', async (row) => {
    await scene.image.keep(row.there)
    const { scannedInKyverno, reviewedInKyverno } = row
    for (const mode of MODES)
      expect({
        mode,
        scannedInKyverno: await asked('scanned', mode),
        reviewedInKyverno: await asked('reviewed', mode),
      }).toStrictEqual({ mode, scannedInKyverno, reviewedInKyverno })
  })

  it.each(MODES)(
    'asks the gateway once for an admission in %s mode, and says what it would without a proxy',
    async (mode) => {
      await scene.image.keep(['clean', 'review'])
      const proxy = await countingProxy(gateway)
      onTestFinished(proxy.close)
      const authorityFile = join(scene.folder, 'out/proxy-ca.crt')
      writeFileSync(authorityFile, proxy.authority)
      const policy = await compiled('reviewed', mode, proxy.url, scene)
      const said = await askKyverno(policy, { cwd: scene.folder, env: environmentFor(authorityFile) })
      expect({ said, asked: proxy.asked }).toStrictEqual({ said: 'pass', asked: [`POST /kyverno/v1/${mode}`] })
    },
  )

  it('says neither yes nor no where nobody answers any more', async () => {
    await scene.image.keep(['clean', 'review'])
    expect(await asked('reviewed', 'decision')).toBe('pass')
    await gateway.close()
    expect(await asked('reviewed', 'decision')).toMatch(/^neither: 1 [\s\S]*pass: 0, fail: 0, warn: 0, error: 1/)
  })
})
