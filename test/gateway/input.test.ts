import { decideRequest, identifyAlone, parsePolicy } from '@pawl/policy'
import { parseYaml } from '@pawl/setup'
import { HONEST, hang, statusOnly } from '@pawl/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type GatewayScene, gatewayScene, NOW, reviewPolicy } from './scene.ts'

let scene: GatewayScene
beforeAll(async () => {
  scene = await gatewayScene({ policies: { 'policy.yaml': reviewPolicy('p', 'enforce', 'REGISTRY/acme/**') } })
})
afterAll(() => scene.close())
beforeEach(() => scene.registry.behave(HONEST))

const ask = async (images: unknown) => await scene.post('/v1/input', { images })

describe('POST /v1/input', () => {
  it('gives the document that a policy allows for an attested image, and denies for one that is not', async () => {
    const text = reviewPolicy('p', 'enforce', `${scene.registry.host}/acme/**`)
    const profile = identifyAlone(parsePolicy(parseYaml(text, 'p.yaml').value, NOW), () => `sha256:${'0'.repeat(64)}`)
    for (const [image, decision] of [
      [scene.good.pinned, 'allow'],
      [scene.good.tag, 'allow'],
      [scene.bare.pinned, 'deny'],
    ] as const) {
      const { status, body } = await ask([image])
      expect(status).toBe(200)
      expect(decideRequest([image], body, profile)).toMatchObject({ decision })
    }
  })

  it('holds every image once, in the order of the request', async () => {
    const { good, bare } = scene
    const { body } = await ask([bare.pinned, good.pinned, bare.pinned])
    expect(body).toMatchObject({
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationInput',
      now: NOW,
      images: [{ reference: bare.pinned }, { reference: good.pinned }],
    })
  })

  it.each([[[]], ['x'], [[1]], [['']], [undefined], [Array.from({ length: 65 }, (_, n) => `h.io/a:${n}`)]])(
    'is refused for %j: request-malformed',
    async (images) => {
      expect(await ask(images)).toMatchObject({ status: 400, body: { code: 'request-malformed' } })
    },
  )

  it('gives no document where an image is none, for the others would be a document about another request', async () => {
    expect(await ask([scene.good.pinned, 'oci:/etc'])).toMatchObject({
      status: 422,
      body: { code: 'reference-invalid' },
    })
  })

  it('gives none where a tag cannot be resolved, or not in time', async () => {
    scene.registry.behave(statusOnly(500))
    expect(await ask([scene.good.tag])).toMatchObject({ status: 503, body: { code: 'image-unavailable' } })
    scene.registry.behave(hang)
    const reply = await ask([scene.good.tag])
    expect(reply).toMatchObject({ status: 503, body: { code: 'image-unavailable' } })
    expect(reply.took).toBeLessThan(9000)
  })
})
