import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { created, deleted, updated } from './cluster/admission.ts'
import { GOOD, TAGGED } from './cluster/images.ts'
import { assignResource, providerResource } from './cluster/resources.ts'
import { pod } from './cluster/workloads.ts'
import { GATEKEEPER, GATEKEEPER_MISSING } from './harness.ts'
import { answers, bodyWith, type Item, late, says, withStatus } from './provider/behaviours.ts'
import type { Behaviour } from './provider/provider-double.ts'
import { newScene, type Scene } from './scene.ts'

const PINNED = GOOD
const pin = (key: string): Item => ({ key, value: key === TAGGED ? PINNED : key })
const replace = (path: string): object => ({ op: 'replace', path, value: PINNED })

if (GATEKEEPER === undefined) console.log(GATEKEEPER_MISSING)

describe.skipIf(GATEKEEPER === undefined)('what Gatekeeper makes of images that a provider pins', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await newScene(GATEKEEPER ?? '')
  })
  afterAll(() => scene.dispose())
  beforeEach(async () => {
    await scene.restart('3m')
    scene.provider.behave(answers((keys) => keys.map(pin)))
    await scene.harness.store('provider', providerResource('pins', scene.provider))
    for (const [name, field] of [
      ['pin-containers', 'containers'],
      ['pin-init-containers', 'initContainers'],
    ] as const) {
      await scene.harness.store('assign', assignResource(name, `spec.${field}[name:*].image`, 'pins'))
    }
  })

  it('pins every tag, in one call of distinct keys', async () => {
    const request = created(pod({ containers: [TAGGED, TAGGED, GOOD], init: [TAGGED] }))
    const { allowed, patch } = await scene.harness.mutate({ request })
    expect(allowed).toBe(true)
    expect(new Set(patch?.map((each) => JSON.stringify(each)))).toStrictEqual(
      new Set(
        ['/spec/containers/0/image', '/spec/containers/1/image', '/spec/initContainers/0/image'].map((path) =>
          JSON.stringify(replace(path)),
        ),
      ),
    )
    expect(scene.provider.calls.map((keys) => keys.toSorted())).toStrictEqual([[TAGGED, GOOD].toSorted()])
  })

  it('changes nothing when everything is pinned', async () => {
    const { allowed, patch } = await scene.harness.mutate({ request: created(pod({ containers: [GOOD] })) })
    expect({ allowed, patch }).toStrictEqual({ allowed: true, patch: null })
  })

  it('asks again each time: there is no cache for mutation', async () => {
    const request = created(pod({ containers: [TAGGED] }))
    await scene.harness.mutate({ request })
    await scene.harness.mutate({ request })
    expect(scene.provider.calls).toStrictEqual([[TAGGED], [TAGGED]])
  })

  it('pins what an update brings', async () => {
    const request = updated(pod({ containers: [GOOD] }), pod({ containers: [TAGGED] }))
    expect((await scene.harness.mutate({ request })).patch).toStrictEqual([replace('/spec/containers/0/image')])
  })

  it('asks nothing about what is deleted', async () => {
    const { allowed, patch } = await scene.harness.mutate({ request: deleted(pod({ containers: [TAGGED] })) })
    expect({ allowed, patch, calls: scene.provider.calls }).toStrictEqual({ allowed: true, patch: null, calls: [] })
  })

  it('pins out of an answer with status 503, which Gatekeeper does not look at', async () => {
    scene.provider.behave(withStatus(503, (keys) => keys.map(pin)))
    const { patch } = await scene.harness.mutate({ request: created(pod({ containers: [TAGGED] })) })
    expect(patch).toStrictEqual([replace('/spec/containers/0/image')])
  })

  it.each<readonly [string, Behaviour]>([
    ['the key is left out', answers(() => [])],
    ['the item has an error', answers((keys) => keys.map((key) => ({ key, error: 'manifest unknown' })))],
    ['the item has an error and a value', answers((keys) => keys.map((key) => ({ ...pin(key), error: 'unknown' })))],
    ['the value is an object', answers((keys) => keys.map((key) => ({ key, value: { reference: PINNED } })))],
    ['the value is null', answers((keys) => keys.map((key) => ({ key, value: null })))],
    ['the answer is not idempotent', answers((keys) => keys.map(pin), { idempotent: false })],
    ['the answer has a systemError', answers((keys) => keys.map(pin), { systemError: 'registry down' })],
    ['the answer has no items', says(200, bodyWith([]))],
    ['the answer is a page', says(503, '<html>', 'text/html')],
    [
      'the answer takes too long',
      late(
        1500,
        answers((keys) => keys.map(pin)),
      ),
    ],
  ])('fails with 500 when %s', async (_, behaviour) => {
    scene.provider.behave(behaviour)
    const { allowed, code, patch } = await scene.harness.mutate({ request: created(pod({ containers: [TAGGED] })) })
    expect({ allowed, code, patch }).toStrictEqual({ allowed: false, code: 500, patch: null })
  })
})
