import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { created } from '../engines/gatekeeper/cluster/admission.ts'
import type { KubeObject } from '../engines/gatekeeper/harness.ts'
import { type GatewayScene, gatewayScene, reviewPolicy } from '../gateway/scene.ts'
import { type Cluster, cluster, expectOnly, NO_CLUSTER, podOf } from './cluster.ts'
import { askedOf, asking, keyOf, PATIENT, saidOf, TWO_PROFILES, VALIDATE } from './gateway.ts'

/** `lax` lets every image by that `other` does not govern, and so the image without a review. */
const WRITTEN = {
  policies: {
    'reviewed.yaml': reviewPolicy('reviewed', 'enforce', 'REGISTRY/acme/**'),
    'other.yaml': reviewPolicy('other', 'enforce', 'REGISTRY/other/**'),
  },
  ...TWO_PROFILES,
  ...PATIENT,
}

describe('of the gateway', () => {
  let scene: GatewayScene
  beforeAll(async () => {
    scene = await gatewayScene(WRITTEN)
  })
  afterAll(() => scene.close())

  it('C93 what one profile accepts is no answer for another, whatever else is asked at the same time', async () => {
    const { bare, good } = scene
    expect(await askedOf(scene, bare.pinned, 'lax')).toBe('allow')
    expect(await askedOf(scene, bare.pinned, 'strict')).toBe('deny reviewed/reviewed: claim-missing')
    const keys = ['lax', 'strict'].map((profile) => keyOf(bare.pinned, profile))
    const { body } = await scene.post(VALIDATE, asking([...keys, keyOf(good.pinned, 'strict')]))
    const { items } = (body as { response: { items: { key: string; value: { key: string; accepted: object } }[] } })
      .response
    expect(items.map(({ key, value }) => [key === value.key, JSON.parse(key)[2], value.accepted])).toStrictEqual([
      [true, 'lax', { enforce: true, warn: true, audit: true }],
      [true, 'strict', { enforce: false, warn: false, audit: false }],
      [true, 'strict', { enforce: true, warn: true, audit: true }],
    ])
  })

  it('C93 a key that only looks like that of a profile is that of none: profile-unknown', async () => {
    const asked = async (profile: string): Promise<string> =>
      saidOf(await scene.post(VALIDATE, asking([keyOf(scene.good.pinned, profile)])))
    expect(await asked('strict')).toBe('allow')
    for (const profile of [
      'Strict',
      'strict ',
      'strict\u0000',
      'lax,strict',
      'strict-a',
      '__proto__',
      'constructor',
      '*',
    ]) {
      expect([profile, await asked(profile)]).toStrictEqual([profile, '503 profile-unknown'])
    }
  })
})

describe.skipIf(NO_CLUSTER).each(['decision', 'document'] as const)('of the cluster in %s mode', (asks) => {
  let house: Cluster
  beforeAll(async () => {
    house = await cluster({ asks, ...WRITTEN })
  })
  afterAll(() => house?.close())
  const missing = asks === 'decision' ? 'claim-missing' : 'requirements-unmet'

  it('C93 the namespace of the request alone chooses the profile, nothing that a tenant writes', async () => {
    const { bare } = house.scene
    const metadata = (written: object): KubeObject => {
      const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app', namespace: 'strict-a', ...written } }
      return created(
        { ...object, spec: { containers: [{ name: 'app', image: bare.pinned }] } },
        { namespace: 'strict-a' },
      )
    }
    const strict = podOf(bare.pinned, 'strict-a')
    await expectOnly(house, podOf(bare.pinned, 'lax-a'), missing, {
      'the other namespace': strict,
      'a namespace that nobody knows': podOf(bare.pinned, 'xlax-a'),
      'its name in capitals': podOf(bare.pinned, 'LAX-A'),
      'its name with another behind it': podOf(bare.pinned, 'lax-a/strict-a'),
      'a line behind the name': podOf(bare.pinned, 'strict\nlax-a'),
      'the namespace that the object claims': metadata({ namespace: 'lax-a' }),
      labels: metadata({
        labels: { profile: 'lax', 'pawl.dev/profile': 'lax', 'kubernetes.io/metadata.name': 'lax-a' },
      }),
      annotations: metadata({ annotations: { 'pawl.dev/profile': 'lax', 'pawl.dev/mode': 'audit' } }),
      'a name': metadata({ name: 'lax-a', generateName: 'lax-' }),
      'a service account': podOf(bare.pinned, 'strict-a', { serviceAccountName: 'lax', serviceAccount: 'lax-a' }),
      'who asks': { ...strict, userInfo: { username: 'system:serviceaccount:lax-a:default', groups: ['lax-a'] } },
      'the name of the request': { ...strict, name: 'lax-a' },
      'options of the request': { ...strict, options: { namespace: 'lax-a', profile: 'lax' } },
      'a dry run': { ...strict, dryRun: true },
    })
  })

  it('C93 an answer that is kept for one profile is none for another', async () => {
    await house.restart('3m')
    const { bare, good } = house.scene
    for (const namespace of ['lax-a', 'lax-b']) expect(await house.admit(podOf(bare.pinned, namespace))).toBe('allow')
    expect(await house.admit(podOf(bare.pinned, 'strict-a'))).toBe(`deny ${missing}`)
    expect(await house.admit(podOf(bare.pinned, 'lax-a'))).toBe('allow')
    expect(await house.admit(podOf(good.pinned, 'strict-a'))).toBe('allow')
    await house.restart('0s')
  })
})
