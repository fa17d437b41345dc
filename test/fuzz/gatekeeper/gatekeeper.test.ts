import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GatewayScene, gatewayScene, type Reply, reviewPolicy } from '../../gateway/scene.ts'
import { createRandom } from '../../generators/prng.ts'
import { faultsOf, type Truth } from './faults-of.ts'
import { type Pool, randomBody } from './random-body.ts'

const LONG = process.env['PAWL_SIZE'] === 'long'
const SEED = Number(process.env['PAWL_SEED'] ?? 1)
const COUNT = LONG ? 100_000 : 1500

const PROFILES = `apiVersion: pawl.dev/v1
kind: ProfileConfiguration
metadata: { name: test, revision: 1 }
spec:
  profiles:
    - { name: production, mode: enforce, policies: [reviewed], namespaces: ["prod-*"] }
    - { name: sandbox, mode: audit, policies: [reviewed], namespaces: [sandbox] }
  unknownNamespaces: production
`

describe('what a gateway answers to whatever it is sent', () => {
  let scene: GatewayScene
  let pool: Pool
  let truth: Truth
  beforeAll(async () => {
    scene = await gatewayScene({
      policies: { 'p.yaml': reviewPolicy('reviewed', 'enforce', 'REGISTRY/acme/**') },
      profiles: PROFILES,
    })
    const { good, bare, registry } = scene
    pool = {
      references: [good.pinned, good.pinned, good.tag, bare.pinned, `${registry.host}/other/app:1`, 'oci:/etc', 'A b'],
      profiles: ['production', 'production', 'production', 'production', 'sandbox', 'sandbox', 'sandbox', 'none'],
    }
    truth = {
      accepted: (profile, reference) => profile === 'sandbox' || [good.pinned, good.tag].includes(reference),
    }
  })
  afterAll(() => scene.close())

  it('is exactly what was asked and is true, or nothing', { timeout: 3_600_000 }, async () => {
    const random = createRandom(SEED)
    const statuses = new Map<number, number>()
    const taken: number[] = []
    for (let index = 0; index < COUNT; index += 1) {
      const body = randomBody(random, pool)
      const reply = await scene.send('/gatekeeper/v1beta1/validate', body, {
        method: 'POST',
        type: 'application/json',
        caller: scene.callers.known,
      })
      const faults = faultsOf(body, reply, truth)
      expect(faults, `seed ${SEED}, case ${index}: ${body}`).toStrictEqual([])
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1)
      taken.push(reply.took)
    }
    console.log(
      `gateway, seed ${SEED}: ${COUNT} bodies, ${JSON.stringify(Object.fromEntries(statuses))}, slowest ${Math.max(...taken).toFixed(0)} ms`,
    )
    expect(statuses.get(200)).toBeGreaterThan(COUNT / 6)
    expect(statuses.get(503)).toBeGreaterThan(COUNT / 6)
  })

  it('would be found wrong in each way that it can be', async () => {
    const key = JSON.stringify(['pawl.dev/gatekeeper/v1', 'decision', 'production', scene.bare.pinned])
    const body = JSON.stringify({
      apiVersion: 'externaldata.gatekeeper.sh/v1beta1',
      kind: 'ProviderRequest',
      request: { keys: [key] },
    })
    const right = await scene.send('/gatekeeper/v1beta1/validate', body, {
      method: 'POST',
      type: 'application/json',
      caller: scene.callers.known,
    })
    expect(faultsOf(body, right, truth)).toStrictEqual([])
    const text = JSON.stringify(right.body)
    const item = text.slice(text.indexOf('[') + 1, text.lastIndexOf(']'))
    const changed = (find: string, replace: string, status = 200): Reply => {
      expect(text).toContain(find)
      return { ...right, status, body: JSON.parse(text.replace(find, () => replace)) }
    }
    expect(
      [
        changed('"enforce":false', '"enforce":true'),
        changed(item, `${item},${item}`),
        changed(item, ''),
        changed(item, `${item},{"key":"x","value":{"key":"x"}}`),
        changed('"systemError":""', '"systemError":"x"'),
        changed('"systemError":""', '"systemError":"x"', 503),
        changed('ProviderResponse', 'ProviderRequest'),
        changed('"now"', '"key":"x","now"'),
      ].map((reply) => faultsOf(body, reply, truth)[0]),
    ).toStrictEqual([
      'accepts what has no claim',
      'answers a key twice',
      'leaves out a key',
      'answers a key that was not asked',
      'is 200 and an error',
      'holds items beside an error',
      'is no ProviderResponse',
      'holds a value of another key',
    ])
  })
})
