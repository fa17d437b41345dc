import { HONEST, hang, statusOnly } from '@pawl/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type GatewayScene, gatewayScene, NOW, reviewPolicy } from './scene.ts'

const VALIDATE = '/gatekeeper/v1beta1/validate'
const MUTATE = '/gatekeeper/v1beta1/mutate'
const PROTOCOL = 'externaldata.gatekeeper.sh/v1beta1'
const SCHEMA = 'pawl.dev/gatekeeper/v1'

const asking = (keys: unknown) => ({ apiVersion: PROTOCOL, kind: 'ProviderRequest', request: { keys } })
const keyOf = (reference: string, profile = 'production', asks = 'decision') =>
  JSON.stringify([SCHEMA, asks, profile, reference])
const nothing = (code: string) => ({
  apiVersion: PROTOCOL,
  kind: 'ProviderResponse',
  response: { idempotent: true, items: [], systemError: code },
})

let scene: GatewayScene
beforeAll(async () => {
  scene = await gatewayScene({
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
    more: '  gatekeeper: { cacheTtl: 10s, timeout: 2s }\n',
  })
})
afterAll(() => scene.close())
beforeEach(() => {
  scene.registry.behave(HONEST)
  scene.at(NOW)
})

const validate = async (...keys: readonly string[]) => await scene.post(VALIDATE, asking(keys))
const itemsOf = (reply: { readonly body: unknown }) =>
  (reply.body as { response: { items: { key: string; value: Record<string, unknown>; error?: string }[] } }).response
    .items

/** Of the only claim of an entry. */
function momentOf(entry: unknown): number {
  const [claim] = (entry as { readonly claims: readonly { readonly moment: number }[] }).claims
  return claim?.moment ?? Number.NaN
}

describe('validation', () => {
  it('accepts an image with the review that its policy asks for', async () => {
    const key = keyOf(scene.good.pinned)
    expect(await validate(key)).toMatchObject({
      status: 200,
      body: {
        apiVersion: PROTOCOL,
        kind: 'ProviderResponse',
        response: {
          idempotent: true,
          systemError: '',
          items: [
            {
              key,
              value: {
                schema: SCHEMA,
                key,
                now: NOW,
                validUntil: NOW + 20,
                reasons: [],
                accepted: { enforce: true, warn: true, audit: true },
              },
            },
          ],
        },
      },
    })
  })

  it('denies an image without one: claim-missing', async () => {
    const [item] = itemsOf(await validate(keyOf(scene.bare.pinned)))
    expect(item?.value).toMatchObject({
      accepted: { enforce: false, warn: false, audit: false },
      reasons: ['reviewed/reviewed: claim-missing'],
    })
  })

  it('answers every image for itself, and each key once', async () => {
    const keys = [keyOf(scene.bare.pinned), keyOf(scene.good.pinned), keyOf(scene.bare.pinned)]
    const items = itemsOf(await validate(...keys))
    expect(items.map(({ key, value }) => [key, (value['accepted'] as { enforce: boolean }).enforce])).toStrictEqual([
      [keyOf(scene.bare.pinned), false],
      [keyOf(scene.good.pinned), true],
    ])
  })

  it('denies in the mode that the policy has within the profile', async () => {
    const [staging] = itemsOf(await validate(keyOf(scene.bare.pinned, 'staging')))
    expect(staging?.value['accepted']).toStrictEqual({ enforce: true, warn: false, audit: false })
    const [sandbox] = itemsOf(await validate(keyOf(scene.bare.pinned, 'sandbox')))
    expect(sandbox?.value['accepted']).toStrictEqual({ enforce: true, warn: true, audit: false })
  })

  it('gives the entry, and no verdict, in document mode', async () => {
    const [item] = itemsOf(await validate(keyOf(scene.good.pinned, 'production', 'document')))
    expect(item?.value).not.toHaveProperty('accepted')
    expect(item?.value['entry']).toMatchObject({
      reference: scene.good.pinned,
      digest: scene.good.digest,
      verifiedAt: NOW,
      validUntil: NOW + 300,
      claims: [{ type: 'review', attester: 'security' }],
    })
  })

  it('resolves a tag, which the template then denies where it enforces', async () => {
    const [item] = itemsOf(await validate(keyOf(scene.good.tag, 'production', 'document')))
    expect(item?.value['entry']).toMatchObject({ reference: scene.good.tag, digest: scene.good.digest })
  })

  it('ends an item when the review has ended, not later', async () => {
    const [item] = itemsOf(await validate(keyOf(scene.good.pinned, 'production', 'document')))
    const entry: unknown = item?.value['entry']
    const end = momentOf(entry) + 14 * 86_400 + 1
    scene.at(end - 5)
    const [last] = itemsOf(await validate(keyOf(scene.good.pinned)))
    expect(last?.value).toMatchObject({ accepted: { enforce: true }, validUntil: end })
    scene.at(end)
    const [late] = itemsOf(await validate(keyOf(scene.good.pinned)))
    expect(late?.value).toMatchObject({ accepted: { enforce: false }, reasons: ['reviewed/reviewed: claim-too-old'] })
  })

  it('never asks the registry of an image that no policy governs, and says where a profile lets it by', async () => {
    const before = scene.registry.requests.length
    const [denied] = itemsOf(await validate(keyOf(`${scene.registry.host}/other/app:1`)))
    expect(denied?.value).toMatchObject({
      accepted: { enforce: false },
      reasons: ['reviewed/reviewed: not-governed'],
    })
    const [by] = itemsOf(await validate(keyOf(`${scene.registry.host}/other/app:1`, 'sandbox')))
    expect(by?.value).toMatchObject({ accepted: { enforce: true, warn: true, audit: true }, ungoverned: true })
    expect(scene.registry.requests).toHaveLength(before)
  })

  it.each(['oci:/', 'oci:/etc', 'file:/etc/passwd', 'A/b', 'a b', `sha256:${'a'.repeat(64)}`, '-', '../x', '\u0000'])(
    'refuses %j, which is no image in a registry: reference-invalid',
    async (reference) => {
      const [item] = itemsOf(await validate(keyOf(reference)))
      expect(item?.value).toMatchObject({ accepted: { enforce: false }, reasons: ['reference-invalid'] })
    },
  )
})

describe('what cannot be answered', () => {
  it.each([
    ['a server that fails', statusOnly(500), 'image-unavailable'],
    ['a server that asks to wait', statusOnly(429), 'image-unavailable'],
  ])('gives no item for a tag at %s, and no status 200', async (_, behaviour, code) => {
    scene.registry.behave(behaviour)
    expect(await validate(keyOf(scene.good.tag))).toMatchObject({ status: 503, body: nothing(code) })
  })

  it('gives no item where the evidence of a digest cannot be fetched, rather than a no that is kept', async () => {
    scene.registry.behave(statusOnly(503))
    expect(await validate(keyOf(scene.good.pinned))).toMatchObject({ status: 503, body: nothing('server-error') })
  })

  it('gives no item for a good image beside one that cannot be answered', async () => {
    scene.registry.behave(({ question, response, honest }) =>
      JSON.stringify(question).includes(scene.bare.digest) ? response.writeHead(500).end() : honest(),
    )
    const reply = await validate(keyOf(scene.good.pinned), keyOf(scene.bare.pinned))
    expect(reply).toMatchObject({ status: 503, body: nothing('server-error') })
  })

  it('answers in four fifths of the time that Gatekeeper waits when a registry stalls: deadline-passed', async () => {
    scene.registry.behave(hang)
    const reply = await validate(keyOf(scene.good.pinned))
    expect(reply).toMatchObject({ status: 503, body: nothing('deadline-passed') })
    expect(reply.took).toBeLessThan(2000)
    scene.registry.behave(HONEST)
    expect(itemsOf(await validate(keyOf(scene.good.pinned)))).toHaveLength(1)
  })
})

describe('requests', () => {
  it.each([
    ['no keys', asking([])],
    ['keys that are none', asking([1])],
    ['an empty key', asking([''])],
    ['keys that are no list', asking('x')],
    ['another version', { ...asking(['x']), apiVersion: 'v1' }],
    ['another kind', { ...asking(['x']), kind: 'ProviderResponse' }],
    ['nothing', {}],
    ['a list', []],
    ['null', null],
  ])('are refused with %s: request-malformed', async (_, body) => {
    expect(await scene.post(VALIDATE, body)).toMatchObject({ status: 503, body: nothing('request-malformed') })
    expect(await scene.post(MUTATE, body)).toMatchObject({ status: 503, body: nothing('request-malformed') })
  })

  it('are refused with more keys than a document has images: limit-exceeded', async () => {
    const keys = Array.from({ length: 65 }, (_, index) => keyOf(`${scene.registry.host}/acme/app:${index}`))
    expect(await validate(...keys)).toMatchObject({ status: 503, body: nothing('limit-exceeded') })
  })

  it.each([
    ['an unknown profile', keyOf('x/y', 'other')],
    ['another schema', JSON.stringify(['v0', 'decision', 'production', 'x/y'])],
    ['another question', keyOf('x/y', 'production', 'all')],
    ['five members', JSON.stringify([SCHEMA, 'decision', 'production', 'x/y', ''])],
    ['no reference', keyOf('')],
    ['text', 'x/y'],
    ['an inherited name', keyOf('x/y', 'constructor')],
  ])('are refused with a key of %s, whatever stands beside it: profile-unknown', async (_, key) => {
    expect(await validate(keyOf(scene.good.pinned), key)).toMatchObject({
      status: 503,
      body: nothing('profile-unknown'),
    })
  })

  it.each([
    [
      'two members of one name',
      `{"apiVersion":"${PROTOCOL}","kind":"ProviderRequest","request":{"keys":["a"]},"request":{"keys":["b"]}}`,
    ],
    ['a comma too many', '{"apiVersion":"x",}'],
    ['half a document', '{"apiVersion":'],
    ['nothing at all', ''],
  ])('are refused with %s in them: request-malformed', async (_, text) => {
    const { known } = scene.callers
    const reply = await scene.send(VALIDATE, text, { method: 'POST', type: 'application/json', caller: known })
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.body).toStrictEqual(nothing('request-malformed'))
  })

  it.each([
    ['another type', VALIDATE, 'text/plain', '{}', 415, 'request-malformed'],
    [
      'a megabyte and more',
      VALIDATE,
      'application/json',
      JSON.stringify(asking(['x'.repeat(1_048_576)])),
      413,
      'request-malformed',
    ],
    ['another path', '/gatekeeper/v1beta1/other', 'application/json', '{}', 404, 'route-unknown'],
  ])('are refused with %s', async (_, path, type, text, status, code) => {
    const { known } = scene.callers
    expect(await scene.send(path, text, { method: 'POST', type, caller: known })).toMatchObject({
      status,
      body: nothing(code),
    })
  })

  it('are answered for nobody without a certificate of the authority that is named, and not over TLS 1.2', async () => {
    const { known, foreign, serverOnly } = scene.callers
    for (const caller of [{}, foreign, serverOnly, { ...known, maxVersion: 'TLSv1.2' as const }]) {
      await expect(scene.post(VALIDATE, asking([keyOf(scene.good.pinned)]), caller)).rejects.toThrow()
    }
    expect((await scene.post(VALIDATE, asking([keyOf(scene.good.pinned)]), known)).status).toBe(200)
  })
})

describe('mutation', () => {
  const mutate = async (...keys: readonly string[]) => itemsOf(await scene.post(MUTATE, asking(keys)))

  it('gives a tag its digest, and leaves what has one', async () => {
    const { tag, digest, pinned } = scene.good
    expect(await mutate(tag, pinned)).toStrictEqual([
      { key: tag, value: `${tag}@${digest}` },
      { key: pinned, value: pinned },
    ])
  })

  it('leaves an image that no policy governs, and does not ask its registry', async () => {
    const before = scene.registry.requests.length
    const other = `${scene.registry.host}/other/app:1`
    expect(await mutate(other)).toStrictEqual([{ key: other, value: other }])
    expect(scene.registry.requests).toHaveLength(before)
  })

  it('gives an error for what is no image: reference-invalid', async () => {
    expect(await mutate('oci:/etc')).toStrictEqual([{ key: 'oci:/etc', error: 'reference-invalid' }])
  })

  it('gives nothing where a tag cannot be resolved', async () => {
    scene.registry.behave(statusOnly(500))
    expect(await scene.post(MUTATE, asking([scene.good.tag]))).toMatchObject({
      status: 503,
      body: nothing('image-unavailable'),
    })
  })
})
