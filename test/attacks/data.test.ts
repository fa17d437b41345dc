import { once } from 'node:events'
import { connect } from 'node:tls'
import type { InputDocument } from '@pawl/document'
import { DECISION_PATH, loadEngine, type OpaEngine } from '@pawl/opa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GatewayScene, gatewayScene, reviewPolicy } from '../gateway/scene.ts'
import { BARE, GOOD, IMAGE, POLICY, verdict, YES } from '../hostile-opa-server/asked-server.ts'
import { type Cluster, cluster, expectOnly, NO_CLUSTER, podOf } from './cluster.ts'
import { asking, keyOf, nothing, PATIENT, saidOf, TWO_PROFILES, VALIDATE } from './gateway.ts'

const POLICIES = {
  'reviewed.yaml': reviewPolicy('reviewed', 'enforce', 'REGISTRY/acme/**'),
  'other.yaml': reviewPolicy('other', 'enforce', 'REGISTRY/other/**'),
}

/** What would be run where text is an expression: Rego, JSONPath, JMESPath, Go templates, CEL, shell, log look-ups. */
const EXPRESSIONS = [
  'data.pawl.engine.decision := {"allow": true}',
  '}\nallow := true\n{',
  '$..[?(@.allow==true)]',
  '{{ template "x" }}{{ range $i := .Values }}{{ end }}',
  '{{request.object.metadata.name}}',
  ['$', '{jndi:ldap://evil.test/x}'].join(''),
  '`true`; import rego.v1',
  '__proto__',
  '%s%n%n',
  '$(touch /tmp/x)',
]

describe('of the gateway', () => {
  let scene: GatewayScene
  beforeAll(async () => {
    scene = await gatewayScene({ policies: POLICIES, ...TWO_PROFILES, ...PATIENT })
  })
  afterAll(() => scene.close())
  const send = async (text: string) => {
    const how = { method: 'POST', type: 'application/json', caller: scene.callers.known }
    return await scene.send(VALIDATE, text, how)
  }

  it('C94 requests are bounded in keys, in the size of a key, in depth and in bytes', async () => {
    const reference = (index: number): string => `${scene.registry.host}/none/app:${index}`
    const keys = (count: number) => Array.from({ length: count }, (_, index) => keyOf(reference(index), 'strict'))
    const most = await scene.post(VALIDATE, asking(keys(64)))
    expect([most.status, (most.body as { response: { items: unknown[] } }).response.items.length]).toStrictEqual([
      200, 64,
    ])
    expect((await scene.post(VALIDATE, asking(keys(65)))).body).toStrictEqual(nothing('limit-exceeded'))
    const long = (length: number): string => keyOf('x'.repeat(length - keyOf('', 'strict').length), 'strict')
    expect(saidOf(await scene.post(VALIDATE, asking([long(4096)])))).toBe('deny reference-invalid')
    expect(saidOf(await scene.post(VALIDATE, asking([long(4097)])))).toBe('503 profile-unknown')
    const nested = (depth: number): string =>
      JSON.stringify(asking([keyOf('x/y:1', 'strict')])).replace(
        '{',
        `{"more":${'['.repeat(depth)}${']'.repeat(depth)},`,
      )
    expect(saidOf(await send(nested(8)))).toBe('deny reviewed/reviewed: not-governed')
    expect((await send(nested(100_000))).body).toStrictEqual(nothing('request-malformed'))
    expect((await send(`${' '.repeat(1_048_576)}{}`)).body).toStrictEqual(nothing('request-malformed'))
    expect(saidOf(await scene.post(VALIDATE, asking([keyOf(scene.good.pinned, 'strict')])))).toBe('allow')
  })

  it('C95 a key is four strings and nothing else, whatever stands in them', async () => {
    const { good, bare } = scene
    const [fine, none] = [keyOf(good.pinned, 'strict'), keyOf(bare.pinned, 'lax')]
    expect(saidOf(await scene.post(VALIDATE, asking([fine])))).toBe('allow')
    expect(saidOf(await scene.post(VALIDATE, asking([none])))).toBe('allow')
    for (const reference of [
      `${bare.pinned}","lax`,
      `${bare.pinned}"],["pawl.dev/gatekeeper/v1","decision","lax","${bare.pinned}`,
      `${bare.pinned}\\","lax"]`,
      `${bare.pinned}\n${none}`,
      `${bare.pinned}\u0000`,
      none,
    ]) {
      const said = saidOf(await scene.post(VALIDATE, asking([keyOf(reference, 'strict')])))
      expect([reference, said]).toStrictEqual([reference, 'deny reference-invalid'])
    }
    const [schema] = JSON.parse(fine) as readonly string[]
    for (const key of [
      `${fine}${none}`,
      `${fine},${none}`,
      `[${fine}]`,
      `{"0":"${schema}","1":"decision","2":"lax","3":"x/y","length":4}`,
      JSON.stringify([schema, 'decision', ['lax'], 'x/y']),
      JSON.stringify([schema, 'decision', 'strict', { toString: 'x/y' }]),
      JSON.stringify([schema, 'decision', 'lax', 'x/y', 'strict']),
    ]) {
      expect([key, saidOf(await scene.post(VALIDATE, asking([key])))]).toStrictEqual([key, '503 profile-unknown'])
    }
  })

  it('C95 a path that does not decode is no route, and nothing of it is in the answer', async () => {
    const how = { method: 'POST', type: 'application/json', caller: scene.callers.known }
    for (const path of [
      '/%zz"systemError":""',
      '/%ff',
      `${VALIDATE}/%`,
      `${VALIDATE}%00`,
      `${VALIDATE}/../validate/x`,
    ]) {
      const { status, body } = await scene.send(path, '{}', how)
      expect([path, status >= 400 && status < 500]).toStrictEqual([path, true])
      expect([nothing('request-malformed'), nothing('route-unknown')]).toContainEqual(body)
    }
  })

  it('C95 what is no HTTP gets the same answer, and the connection ends', async () => {
    const { cert = '', key = '' } = scene.callers.known
    const said = async (bytes: string): Promise<string> => {
      const port = Number(new URL(scene.url).port)
      const socket = connect({ host: 'localhost', port, ca: scene.authority, cert, key })
      const parts: Buffer[] = []
      socket.on('data', (part: Buffer) => parts.push(part)).write(bytes)
      await once(socket, 'close')
      return Buffer.concat(parts).toString()
    }
    expect(await said('GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /)
    const long = `GET / HTTP/1.1\r\nhost: x\r\nevil: ${'x'.repeat(20_000)}\r\n\r\n`
    for (const bytes of ['evil\r\n\r\n', 'EVIL / HTTP/1.1\r\nhost: x\r\n\r\n', long]) {
      const [line, body = ''] = (await said(bytes)).split('\r\n\r\n')
      expect(line).toMatch(/^HTTP\/1\.1 400 /)
      expect(JSON.parse(body)).toStrictEqual(nothing('request-malformed'))
    }
  })
})

describe('of OPA', () => {
  let engine: OpaEngine
  beforeAll(async () => {
    engine = await loadEngine()
  })
  const outcome = (document: InputDocument, request: readonly string[] = [IMAGE]) =>
    engine.evaluate(request, document, POLICY.compiled)
  const withClaims = (document: InputDocument, change: (claims: readonly object[]) => readonly object[]) =>
    ({
      ...document,
      images: document.images.map((image) => ({ ...image, claims: change(image.claims) })),
    }) as InputDocument

  it('C94 an entry of more claims than there may be is denied, however good they are', () => {
    const of = (count: number) => withClaims(GOOD, ([claim = {}]) => Array.from({ length: count }, () => claim))
    expect(outcome(of(64)).allow).toBe(true)
    expect(outcome(of(65)).allow).toBe(false)
  })

  it('C94 what a claim says is data: an expression in it changes nothing', () => {
    const saying = (text: string) => (claims: readonly object[]) =>
      claims.map((claim) => ({ ...claim, summary: { reason: text, [text.slice(0, 20)]: text } }))
    const stranger = (claims: readonly object[]) => claims.map((claim) => ({ ...claim, attester: 'data.pawl' }))
    const plain = [outcome(GOOD), outcome(withClaims(GOOD, stranger))]
    expect(plain.map(({ allow }) => allow)).toStrictEqual([true, false])
    for (const text of EXPRESSIONS) {
      const said = withClaims(GOOD, (claims) => claims.map((claim) => ({ ...claim, summary: { reason: text } })))
      expect([text, outcome(said), outcome(withClaims(withClaims(GOOD, stranger), saying(text)))]).toStrictEqual([
        text,
        ...plain,
      ])
    }
  })

  it('C95 what is asked of a server goes to one path, and its body is the document', async () => {
    const hostile = [
      `${IMAGE}?input={"allow":true}`,
      `${IMAGE}#/v1/policies`,
      '../../v1/policies/pawl',
      `${IMAGE}/..%2f..%2fv1`,
      'http://evil.test/',
      `${IMAGE}"},"query":"true`,
      'gh\u0441r.io/acme/app',
    ]
    // What no document may hold is not asked about at all.
    const unasked = [`${IMAGE}\r\nHost: evil.test`, `${IMAGE}\u0000`, `${IMAGE}\u2028`]
    for (const reference of [IMAGE, ...hostile, ...unasked]) {
      const seen: unknown[] = []
      const document = { ...GOOD, images: GOOD.images.map((image) => ({ ...image, reference })) }
      await verdict(
        (request, response) => {
          const parts: Buffer[] = []
          request.on('data', (part: Buffer) => parts.push(part))
          request.on('end', () => {
            seen.push([request.method, request.url, JSON.parse(Buffer.concat(parts).toString())])
            response.end(JSON.stringify(YES))
          })
        },
        document,
        [reference],
      )
      const asked = ['POST', DECISION_PATH, { input: document }]
      expect(seen).toStrictEqual(unasked.includes(reference) ? [] : [asked])
    }
    expect(outcome(BARE).allow).toBe(false)
  })
})

describe.skipIf(NO_CLUSTER).each(['decision', 'document'] as const)('of the cluster in %s mode', (asks) => {
  let house: Cluster
  beforeAll(async () => {
    house = await cluster({ asks, policies: POLICIES, ...TWO_PROFILES, ...PATIENT })
  })
  afterAll(() => house?.close())

  it('C94 a review whose words are expressions is a review, and one that rejects is none', async () => {
    const ticket = EXPRESSIONS.join(' ')
    const hours = (count: number): string => `${new Date(Date.now() + count * 3_600_000).toISOString().slice(0, 19)}Z`
    const review = { reviewedAt: hours(-1), expiresAt: hours(1), ticket }
    const approving = await cluster({ asks, policies: POLICIES, ...TWO_PROFILES, ...PATIENT, review })
    expect(await approving.admit(podOf(approving.scene.good.pinned))).toBe('allow')
    expect(await approving.admit(podOf(approving.scene.bare.pinned))).toMatch(/^deny /)
    await approving.close()
  })

  it('C94 as many images as a document holds, and not one more: images-missing', async () => {
    const { host } = house.scene.registry
    const images = (count: number) =>
      Array.from({ length: count }, (_, at) => ({
        name: `i${at}`,
        image: `${host}/none/app-${at}@${house.scene.good.digest}`,
      }))
    const of = (count: number) =>
      podOf(`${host}/none/app@${house.scene.good.digest}`, 'lax-a', { initContainers: images(count) })
    await expectOnly(house, of(63), 'images-missing', { 'one more': of(64) })
  })

  it('C95 a reference that would be another key is no reference', async () => {
    const { pinned } = house.scene.bare
    expect(await house.admit(podOf(pinned, 'lax-a'))).toBe('allow')
    expect(await house.admit(podOf(house.scene.good.pinned))).toBe('allow')
    for (const reference of [
      `${pinned}","lax`,
      `${pinned}"],["pawl.dev/gatekeeper/v1","${asks}","lax","${pinned}`,
      `${pinned}\n`,
      `x\\${pinned}`,
      `<${pinned}>`,
    ]) {
      expect([reference, await house.admit(podOf(reference))]).toStrictEqual([reference, 'deny reference-invalid'])
    }
  })
})
