import { createHmac } from 'node:crypto'
import { jsonWebKey, serviceAccountToken, testKey } from '@pawl/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersKyverno, asking, type Headers, nothing, sendTo } from './kyverno-questions.ts'
import { type GatewayScene, gatewayScene, NOW, reviewPolicy } from './scene.ts'

const key = testKey('rsa')
const stranger = testKey('rsa')
const CLAIMS = {
  iss: 'https://kubernetes.default.svc.cluster.local',
  aud: ['kyverno-svc.kyverno.io'],
  sub: 'system:serviceaccount:kyverno:kyverno-admission-controller',
  nbf: NOW - 60,
  exp: NOW + 3540,
}

const tokensOf = (required: boolean): string =>
  `{ required: ${required}, issuer: "${CLAIMS.iss}", audience: kyverno-svc.kyverno.io, jwks: jwks.json, subjects: ["${CLAIMS.sub}"] }`

const sceneOf = async (required: boolean): Promise<GatewayScene> =>
  await gatewayScene({
    policies: { 'p.yaml': reviewPolicy('p', 'enforce', 'REGISTRY/acme/**') },
    files: { 'jwks.json': JSON.stringify({ keys: [jsonWebKey(key, 'k', 'RS256')] }) },
    ...answersKyverno('30s', tokensOf(required)),
  })

let strict: GatewayScene
let lenient: GatewayScene
beforeAll(async () => {
  strict = await sceneOf(true)
  lenient = await sceneOf(false)
})
afterAll(async () => {
  await strict.close()
  await lenient.close()
})

const HEADER = { alg: 'RS256', kid: 'k' }
const tokenOf = (claims: object = {}, header: object = {}, sign = key.sign): string =>
  serviceAccountToken({ header: { ...HEADER, ...header }, claims: { ...CLAIMS, ...claims }, sign })
const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` })
const hmac = (bytes: Uint8Array): Uint8Array => createHmac('sha256', key.publicPem).update(bytes).digest()

async function sent(scene: GatewayScene, headers: Headers) {
  const question = JSON.stringify(asking('decision', [scene.good.pinned], { profile: 'p' }))
  return await sendTo(scene, '/kyverno/v1/decision', question, headers)
}

describe('a token of a ServiceAccount', () => {
  it('is answered when it is by the key, for the audience and of the ServiceAccount that are named', async () => {
    const accepted = { status: 200, body: { body: { accepted: { enforce: true } } } }
    expect(await sent(strict, bearer(tokenOf()))).toMatchObject(accepted)
    expect(await sent(lenient, bearer(tokenOf()))).toMatchObject(accepted)
  })

  it.each([
    ['ended', tokenOf({ exp: NOW })],
    ['is for another audience', tokenOf({ aud: ['https://kubernetes.default.svc.cluster.local'] })],
    ['is of another ServiceAccount', tokenOf({ sub: 'system:serviceaccount:default:kyverno-admission-controller' })],
    ['is of another issuer', tokenOf({ iss: 'https://other.test' })],
    ['is by another key', tokenOf({}, {}, stranger.sign)],
    ['is by no algorithm', tokenOf({}, { alg: 'none' }, () => new Uint8Array())],
    ['is by HMAC with the public key as its secret', tokenOf({}, { alg: 'HS256' }, hmac)],
    ['is none', 'x'],
  ])('is refused when it %s, required or not: token-invalid', async (_, token) => {
    for (const scene of [strict, lenient]) {
      expect(await sent(scene, bearer(token))).toMatchObject({ status: 401, body: nothing('token-invalid') })
    }
  })

  it('is refused beside a second one: token-invalid', async () => {
    const reply = await sent(strict, { authorization: [`Bearer ${tokenOf()}`, `Bearer ${tokenOf()}`] })
    expect(reply).toMatchObject({ status: 401, body: nothing('token-invalid') })
  })

  it('ends while the gateway runs: token-invalid', async () => {
    const token = tokenOf()
    strict.at(CLAIMS.exp - 1)
    expect((await sent(strict, bearer(token))).status).toBe(200)
    strict.at(CLAIMS.exp)
    expect(await sent(strict, bearer(token))).toMatchObject({ status: 401, body: nothing('token-invalid') })
    strict.at(NOW)
  })
})

describe('no token', () => {
  it('is answered where none is required, and refused where one is: token-missing', async () => {
    expect((await sent(lenient, {})).status).toBe(200)
    expect(await sent(strict, {})).toMatchObject({ status: 401, body: nothing('token-missing') })
  })

  it('is refused on every route, before the body is read: token-missing', async () => {
    for (const path of ['/kyverno/v1/decision', '/kyverno/v1/document', '/kyverno/v1/pin']) {
      expect(await sendTo(strict, path, '{')).toMatchObject({ status: 401, body: nothing('token-missing') })
      expect((await sendTo(strict, path, '{', bearer(tokenOf()))).body).toStrictEqual(nothing('request-malformed'))
    }
  })

  it('is enough for the health of the process', async () => {
    const how = { method: 'GET', type: 'application/json', caller: {} }
    expect((await strict.send(`${strict.kyverno}/healthz`, '', how)).status).toBe(200)
  })
})
