import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { bundleSigner, engineOf, liveEngine, loadEngine, pawlBundle } from '@pawl/opa'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { readGateway } from '../../apps/gateway/src/configuration/read-gateway.ts'
import { startGateway } from '../../apps/gateway/src/start.ts'
import { type GatewayScene, gatewayScene, NOW, reviewPolicy } from '../gateway/scene.ts'
import { GOOD, IMAGE, POLICY } from '../hostile-opa-server/asked-server.ts'
import { type Cluster, cluster, NO_CLUSTER, podOf } from './cluster.ts'
import { askedOf, asking, keyOf, PATIENT, saidOf, TWO_PROFILES, VALIDATE } from './gateway.ts'

const POLICIES = {
  'reviewed.yaml': reviewPolicy('reviewed', 'enforce', 'REGISTRY/acme/**'),
  'other.yaml': reviewPolicy('other', 'enforce', 'REGISTRY/other/**'),
}

const instant = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`

describe('of the gateway', () => {
  let scene: GatewayScene
  beforeAll(async () => {
    const review = { expiresAt: instant(NOW + 4) }
    scene = await gatewayScene({ policies: POLICIES, ...TWO_PROFILES, ...PATIENT, review })
  })
  afterAll(() => scene.close())

  it('C92 an item ends with the claim that it rests on, in both modes', async () => {
    const key = (asks: string): string => keyOf(scene.good.pinned, 'strict', asks)
    const ends = async (): Promise<readonly unknown[]> => {
      const { body } = await scene.post(VALIDATE, asking([key('decision')]))
      const { items } = (body as { response: { items: { value: { validUntil: number } }[] } }).response
      return items.map(({ value }) => value.validUntil - NOW)
    }
    scene.at(NOW - 60)
    expect(await ends()).toStrictEqual([-50])
    scene.at(NOW)
    expect(await ends()).toStrictEqual([4])
    expect(await askedOf(scene, scene.good.pinned, 'strict')).toBe('allow')
    scene.at(NOW + 4)
    expect(await askedOf(scene, scene.good.pinned, 'strict')).toBe('deny reviewed/reviewed: claim-expired')
    scene.at(NOW)
  })

  it('C92 an edit of a policy counts for the first request after a restart', async () => {
    const path = join(scene.folder, 'reviewed.yaml')
    const before = readFileSync(path, 'utf8')
    const restarted = async (text: string): Promise<string> => {
      writeFileSync(path, text)
      const gateway = await startGateway(readGateway(join(scene.folder, 'gateway.yaml')), {}, () => NOW)
      const url = `${gateway.address.replace('127.0.0.1', 'localhost')}${VALIDATE}`
      const reply = await scene.post(url, asking([keyOf(scene.good.pinned, 'strict')]))
      await gateway.close()
      return saidOf(reply)
    }
    expect(await restarted(before)).toBe('allow')
    expect(await restarted(`${before}  revoked: { digests: ["${scene.good.digest}"] }\n`)).toBe(
      'deny reviewed/reviewed: digest-revoked',
    )
    expect(await restarted(before.replace('14d', '30s'))).toBe('deny reviewed/reviewed: claim-too-old')
    expect(await restarted(before)).toBe('allow')
  })
})

/** Of a claim that ends in a moment and of one that does not, in both modes: what Gatekeeper says, and the same again. */
async function clusters(soon: number): Promise<readonly Cluster[]> {
  const review = { reviewedAt: instant(soon - 3600), expiresAt: instant(soon) }
  const more = '  gatekeeper: { cacheTtl: 10s, timeout: 10s }\n'
  const written = { policies: POLICIES, ...TWO_PROFILES, more }
  const started = (['decision', 'document'] as const).flatMap((asks) => [
    cluster({ asks, ...written, review }),
    cluster({ asks, ...written }),
  ])
  return await Promise.all(started)
}

describe.skipIf(NO_CLUSTER)('of the cluster', () => {
  it('C92 what Gatekeeper keeps counts no longer than the claim and the item, by real clocks', async () => {
    const soon = Math.floor(Date.now() / 1000) + 14
    const all = await clusters(soon)
    onTestFinished(async () => void (await Promise.all(all.map((each) => each.close()))))
    // Longer than the gateway was told.
    for (const each of all) await each.restart('3m')
    const admitted = (): Promise<readonly string[]> =>
      Promise.all(all.map((each) => each.admit(podOf(each.scene.good.pinned))))
    expect(await admitted()).toStrictEqual(['allow', 'allow', 'allow', 'allow'])
    const asked = all.map(({ scene }) => scene.registry.requests.length)
    const last = Date.now() + 21_000
    await wait(Math.max(soon * 1000 - Date.now(), 0) + 50)
    // In document mode the template judges the entry that is kept, at its own time.
    expect(await admitted()).toStrictEqual(['deny answer-missing', 'allow', 'deny requirements-unmet', 'allow'])
    await wait(Math.max(last - Date.now(), 0))
    expect(await admitted()).toStrictEqual(all.map(() => 'deny answer-missing'))
    // Nobody was asked in between: it was the cache that answered.
    expect(all.map(({ scene }) => scene.registry.requests.length)).toStrictEqual(asked)
  })
})

describe('of OPA in this process', () => {
  it('C92 a profile that was changed in place is read anew', async () => {
    const engine = await loadEngine()
    const images: object[] = [{ glob: '**', re2: '(?s)^.*$' }]
    const [policy] = POLICY.compiled.policies
    const changing = { ...POLICY.compiled, policies: [{ ...policy, images }] } as unknown as typeof POLICY.compiled
    const allows = () => engine.evaluate([IMAGE], GOOD, changing).allow
    expect([allows(), allows()]).toStrictEqual([true, true])
    images[0] = { glob: 'other/**', re2: '(?s)^other/.*$' }
    expect(allows()).toBe(false)
    images[0] = { glob: '**', re2: '(?s)^.*$' }
    expect(allows()).toBe(true)
  })

  it('C92 a bundle that nobody confirms any more denies: bundle-stale', async () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const signer = bundleSigner(pem, 'EdDSA')
    const bytes = await pawlBundle(
      { target: 'wasm', profile: POLICY.compiled, revision: 1 },
      { signer, keyId: 'default' },
    )
    let now = GOOD.now
    const live = await liveEngine({
      source: { read: async () => ({ outcome: 'read', bytes, mark: undefined }) },
      pins: { keys: [signer.key], revisions: { least: 1, seen: [] } },
      engine: engineOf,
      keep: () => undefined,
      report: () => undefined,
      maxAge: 60,
      pollEvery: 60,
      clock: () => now,
      // The timer that would ask again never rings.
      schedule: () => () => undefined,
    })
    const evaluate = () => live.evaluate([IMAGE], { ...GOOD, now })
    now += 59
    expect(await evaluate()).toMatchObject({ allow: true, expiresAt: GOOD.now + 60 })
    now += 1
    expect(await evaluate()).toStrictEqual({ allow: false, code: 'bundle-stale' })
    await live.close()
  })
})
