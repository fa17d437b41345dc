import { HONEST, hang, statusOnly } from '@pawl/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answersKyverno, ask, asking, nothing, SCHEMA, sendTo } from './kyverno-questions.ts'
import { type GatewayScene, gatewayScene, NOW, reviewPolicy } from './scene.ts'

let scene: GatewayScene
beforeAll(async () => {
  scene = await sceneOf('30s')
})
afterAll(() => scene.close())
beforeEach(() => scene.registry.behave(HONEST))

const sceneOf = async (timeout: string): Promise<GatewayScene> =>
  await gatewayScene({
    policies: {
      'reviewed.yaml': reviewPolicy('reviewed', 'enforce', 'REGISTRY/acme/**'),
      'watched.yaml': reviewPolicy('watched', 'warn', 'REGISTRY/acme/**'),
    },
    profiles: `apiVersion: pawl.dev/v1
kind: ProfileConfiguration
metadata: { name: test, revision: 1 }
spec:
  profiles:
    - { name: production, mode: enforce, policies: [reviewed], namespaces: ["prod-*"] }
    - { name: staging, mode: enforce, policies: [watched], namespaces: [staging] }
    - { name: sandbox, mode: audit, policies: [reviewed], namespaces: [sandbox], unmatched: allow }
  unknownNamespaces: production
`,
    ...answersKyverno(timeout),
  })

const YES = { enforce: true, warn: true, audit: true }
const inside = (reply: { readonly body: unknown }) => (reply.body as { readonly body: Record<string, unknown> }).body

describe('a decision', () => {
  it('accepts an image with the review that its policy asks for, for a client without a certificate', async () => {
    const images = [scene.good.pinned]
    const { status, body } = await ask(scene, 'decision', images)
    const said = { schema: SCHEMA, asks: 'decision', profile: 'production', nonce: 'uid-1', images }
    expect([status, body]).toStrictEqual([200, { body: { ...said, accepted: YES, ungoverned: [], reasons: [] } }])
  })

  it('denies an image without one: claim-missing', async () => {
    const reply = await ask(scene, 'decision', [scene.bare.pinned])
    expect(reply.status).toBe(200)
    expect(inside(reply)).toMatchObject({
      accepted: { enforce: false },
      reasons: ['reviewed/reviewed: claim-missing'],
    })
  })

  it('denies a good image beside one that is not, in either order: claim-missing', async () => {
    for (const images of [
      [scene.good.pinned, scene.bare.pinned],
      [scene.bare.pinned, scene.good.pinned],
    ]) {
      expect(inside(await ask(scene, 'decision', images))).toMatchObject({ images, accepted: { enforce: false } })
    }
  })

  it('denies in the mode that the policy has within the profile', async () => {
    const staging = inside(await ask(scene, 'decision', [scene.bare.pinned], { profile: 'staging' }))
    expect(staging['accepted']).toStrictEqual({ enforce: true, warn: false, audit: true })
    const sandbox = inside(await ask(scene, 'decision', [scene.bare.pinned], { profile: 'sandbox' }))
    expect(sandbox['accepted']).toStrictEqual({ enforce: true, warn: true, audit: false })
  })

  it('denies a tag in mode enforce, whatever stands behind it: tag-not-pinned', async () => {
    expect(inside(await ask(scene, 'decision', [scene.good.tag]))).toMatchObject({
      accepted: { enforce: false },
      reasons: ['tag-not-pinned'],
    })
    const sandbox = inside(await ask(scene, 'decision', [scene.good.tag], { profile: 'sandbox' }))
    expect(sandbox).toMatchObject({ accepted: YES, reasons: [] })
  })

  it('denies what is no image in a registry: reference-invalid', async () => {
    for (const image of ['oci:/etc', 'file:/etc/passwd', '../x', ' ']) {
      const said = inside(await ask(scene, 'decision', [image]))
      expect(said).toMatchObject({ images: [image], accepted: { enforce: false } })
      expect(said['reasons']).toContain('reference-invalid')
    }
  })

  it('lets by an image that no policy governs where the profile does, and never asks its registry', async () => {
    const before = scene.registry.requests.length
    const other = `${scene.registry.host}/other/app:1`
    const [denied, by] = [
      inside(await ask(scene, 'decision', [other])),
      inside(await ask(scene, 'decision', [other], { profile: 'sandbox' })),
    ]
    expect([denied['accepted'], by['accepted']]).toMatchObject([{ enforce: false }, YES])
    expect(scene.registry.requests).toHaveLength(before)
  })

  it('carries forward what stood at the same place of the old object, and judges everything else: claim-missing', async () => {
    const { good, bare } = scene
    const place = (reference: string) => ({ field: 'containers', name: 'app', reference })
    const sent = async (places: unknown, old: unknown, operation: string) =>
      inside(await ask(scene, 'decision', undefined, { places, old, operation }))
    expect(await sent([place(good.pinned)], [], 'CREATE')).toMatchObject({ images: [good.pinned], accepted: YES })
    expect(await sent([place(bare.pinned)], [place(bare.pinned)], 'UPDATE')).toMatchObject({
      images: [],
      accepted: YES,
    })
    for (const [old, operation] of [
      [[place(bare.pinned)], 'CREATE'],
      [[place(good.pinned)], 'UPDATE'],
    ] as const) {
      const said = await sent([place(bare.pinned)], old, operation)
      expect(said).toMatchObject({ images: [bare.pinned], accepted: { enforce: false } })
    }
  })
})

describe('a document', () => {
  it('holds an entry for every image, in the order of the request', async () => {
    const images = [scene.bare.pinned, scene.good.pinned]
    const reply = await ask(scene, 'document', images)
    expect(reply.status).toBe(200)
    const said = inside(reply)
    expect(said).not.toHaveProperty('accepted')
    expect(said).toMatchObject({
      schema: SCHEMA,
      asks: 'document',
      profile: 'production',
      nonce: 'uid-1',
      images,
      document: {
        kind: 'AttestationInput',
        now: NOW,
        images: [
          { reference: scene.bare.pinned, claims: [] },
          { reference: scene.good.pinned, digest: scene.good.digest, claims: [{ type: 'review' }] },
        ],
      },
    })
  })

  it('is not given where one of them is no image: reference-invalid', async () => {
    const reply = await ask(scene, 'document', [scene.good.pinned, 'oci:/etc'])
    expect(reply).toMatchObject({ status: 422, body: nothing('reference-invalid') })
  })
})

describe('a pin', () => {
  it('gives a tag its digest, and leaves what has one', async () => {
    const { tag, digest, pinned } = scene.good
    const reply = await ask(scene, 'pin', [tag, pinned], { profile: '' })
    expect(reply.status).toBe(200)
    expect(inside(reply)).toMatchObject({ asks: 'pin', images: [tag, pinned], pinned: [`${tag}@${digest}`, pinned] })
  })

  it('is not given for any image where one is none: reference-invalid', async () => {
    const reply = await ask(scene, 'pin', [scene.good.tag, 'oci:/etc'])
    expect(reply).toMatchObject({ status: 422, body: nothing('reference-invalid') })
  })
})

describe('what cannot be answered', () => {
  it.each(['decision', 'document', 'pin'] as const)(
    'is no %s where a tag cannot be resolved: image-unavailable',
    async (asks) => {
      expect((await ask(scene, asks, [scene.good.tag])).status).toBe(200)
      for (const behaviour of [statusOnly(500), statusOnly(429)]) {
        scene.registry.behave(behaviour)
        const reply = await ask(scene, asks, [scene.good.tag])
        expect(reply).toMatchObject({ status: 503, body: nothing('image-unavailable') })
      }
    },
  )

  it('accepts nothing where the evidence of a digest cannot be fetched, and says why: server-error', async () => {
    scene.registry.behave(statusOnly(503))
    const said = inside(await ask(scene, 'decision', [scene.good.pinned]))
    expect(said).toMatchObject({ accepted: { enforce: false } })
    expect(said['reasons']).toContain('server-error')
  })

  it('is no answer when a registry stalls, in four fifths of the time that Kyverno waits: deadline-passed', async () => {
    const hurried = await sceneOf('3s')
    const { pinned, tag } = hurried.good
    for (const [asks, image] of [
      ['decision', pinned],
      ['document', pinned],
      ['pin', tag],
    ] as const) {
      hurried.registry.behave(hang)
      const reply = await ask(hurried, asks, [image])
      expect(reply).toMatchObject({ status: 503, body: nothing('deadline-passed') })
      expect(reply.took).toBeLessThan(3000)
      hurried.registry.behave(HONEST)
      await expect.poll(async () => (await ask(hurried, asks, [image])).status, { timeout: 60_000 }).toBe(200)
    }
    await hurried.close()
  })
})

describe('a question', () => {
  it.each([
    ['an unknown profile', { profile: 'other' }, 422, 'profile-unknown'],
    ['an inherited name', { profile: 'constructor' }, 422, 'profile-unknown'],
    ['no profile', { profile: '' }, 422, 'profile-unknown'],
    ['another schema', { schema: 'pawl.dev/kyverno/v2' }, 400, 'request-malformed'],
    ['the question of another route', { asks: 'pin' }, 400, 'request-malformed'],
    ['a nonce that is none', { nonce: 1 }, 400, 'request-malformed'],
    ['images that are no list', { images: 'x' }, 400, 'request-malformed'],
    ['no images', { images: [] }, 400, 'request-malformed'],
    ['an image that is none', { images: [1] }, 400, 'request-malformed'],
    ['an empty image', { images: [''] }, 400, 'request-malformed'],
    ['places that are none', { images: undefined, places: [], old: [], operation: 'CREATE' }, 400, 'request-malformed'],
  ])('is refused with %s', async (_, more, status, code) => {
    const before = scene.registry.requests.length
    expect(await ask(scene, 'decision', [scene.good.pinned], more)).toMatchObject({ status, body: nothing(code) })
    expect(scene.registry.requests).toHaveLength(before)
  })

  it('is refused with one image twice: request-malformed', async () => {
    const { pinned } = scene.good
    const reply = await ask(scene, 'decision', [pinned, pinned])
    expect(reply).toMatchObject({ status: 400, body: nothing('request-malformed') })
  })

  it('has at most as many images as a document: limit-exceeded', async () => {
    const images = (count: number) =>
      Array.from({ length: count }, (_, index) => `${scene.registry.host}/other/app:${index}`)
    expect((await ask(scene, 'decision', images(64))).status).toBe(200)
    const reply = await ask(scene, 'decision', images(65))
    expect(reply).toMatchObject({ status: 422, body: nothing('limit-exceeded') })
  })

  it.each([
    ['two members of one name', (text: string) => text.replace('{', '{"images":["x/y"],')],
    ['a comma too many', (text: string) => text.replace(/\}$/, ',}')],
    ['half of it', (text: string) => text.slice(0, 40)],
    ['more behind it', (text: string) => `${text}{}`],
    ['nothing', () => ''],
    ['null', () => 'null'],
    ['a list', (text: string) => `[${text}]`],
  ])('is refused with %s: request-malformed', async (_, spoilt) => {
    const text = JSON.stringify(asking('decision', [scene.good.pinned]))
    expect((await sendTo(scene, '/kyverno/v1/decision', text)).status).toBe(200)
    const reply = await sendTo(scene, '/kyverno/v1/decision', spoilt(text))
    expect(reply).toMatchObject({ status: 400, body: nothing('request-malformed') })
  })
})
