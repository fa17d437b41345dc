import { once } from 'node:events'
import { connect as connectPlain } from 'node:net'
import { connect } from 'node:tls'
import { judgingOfFiles } from '@pawl/setup'
import { tlsAuthority } from '@pawl/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anybody } from '../../apps/gateway/src/callers/caller-check.ts'
import { kyvernoServer } from '../../apps/gateway/src/kyverno-server.ts'
import type { KyvernoAnswering } from '../../apps/gateway/src/routes/kyverno.ts'
import { answersKyverno, ask, asking, nothing, sendTo } from './kyverno-questions.ts'
import { type GatewayScene, gatewayScene, NOW, reviewPolicy } from './scene.ts'

const ROUTES = ['/kyverno/v1/decision', '/kyverno/v1/document', '/kyverno/v1/pin']
const OTHERS = ['/gatekeeper/v1beta1/validate', '/gatekeeper/v1beta1/mutate', '/v1/input']

let scene: GatewayScene
beforeAll(async () => {
  scene = await gatewayScene({
    policies: { 'p.yaml': reviewPolicy('p', 'enforce', 'REGISTRY/acme/**') },
    ...answersKyverno('2s'),
  })
})
afterAll(() => scene.close())

const port = () => Number(new URL(scene.kyverno).port)
const question = () => asking('decision', [scene.good.pinned], { profile: 'p' })

/** All that the listener says to bytes, until it ends. */
async function saidTo(text: string, more: object = {}): Promise<string> {
  const socket = connect({ host: 'localhost', port: port(), ca: scene.authority, ...more })
  socket.setEncoding('utf8')
  // Of a listener that waits, nothing is expected that it says later.
  socket.setTimeout(6000, () => socket.destroy())
  let said = ''
  socket.on('data', (part: string) => {
    said += part
  })
  socket.write(text)
  await once(socket, 'close')
  return said
}

describe('the listener of Kyverno', () => {
  it('has the routes of Kyverno and the health, and no other', async () => {
    for (const path of ROUTES)
      expect((await sendTo(scene, path, '{}')).body).toStrictEqual(nothing('request-malformed'))
    for (const path of [...OTHERS, '/', '/kyverno/v1', '/kyverno/v1/other']) {
      expect(await sendTo(scene, path, '{}')).toMatchObject({ status: 404, body: nothing('route-unknown') })
    }
    const how = { method: 'GET', type: 'application/json', caller: {} }
    expect(await scene.send(`${scene.kyverno}/healthz`, '', how)).toMatchObject({ status: 200, body: { status: 'ok' } })
  })

  it('is the only one with them: route-unknown', async () => {
    const asked = await ask(scene, 'decision', [scene.good.pinned], { profile: 'p' })
    expect(asked.status).not.toBe(404)
    for (const path of ROUTES) expect((await scene.post(path, question())).status).toBe(404)
    for (const path of OTHERS) expect((await scene.post(path, {})).status).not.toBe(404)
  })

  it('is not there where the configuration does not name it', async () => {
    const without = await gatewayScene({ policies: { 'p.yaml': reviewPolicy('p', 'enforce', 'REGISTRY/acme/**') } })
    expect(without.kyverno).toBe('')
    for (const path of ROUTES) expect((await without.post(path, question())).status).toBe(404)
    await without.close()
  })

  it('takes no other method, and never sends anybody elsewhere', async () => {
    for (const line of [
      'GET /kyverno/v1/decision',
      'HEAD /kyverno/v1/decision',
      'PUT /kyverno/v1/decision',
      'POST /kyverno/v1/decision/',
      'POST //kyverno/v1/decision',
      'POST /KYVERNO/v1/decision',
      'POST /kyverno/v1/../v1/decision',
      'POST http://other.test/kyverno/v1/pin/x',
    ]) {
      const said = await saidTo(`${line} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`)
      expect([line, said.slice(0, 12)]).toStrictEqual([line, 'HTTP/1.1 404'])
      expect(said).not.toMatch(/^location:/im)
    }
  })

  it.each([
    ['another type', 'text/plain', '{}', 415],
    ['no type that is one', 'x', '{}', 415],
    ['a megabyte and more', 'application/json', ' '.repeat(1_048_577), 413],
  ])('refuses %s in its own words: request-malformed', async (_, type, text, status) => {
    const reply = await scene.send(`${scene.kyverno}/kyverno/v1/decision`, text, { method: 'POST', type, caller: {} })
    expect(reply).toMatchObject({ status, body: nothing('request-malformed') })
  })

  it('says to what is no HTTP what it says to everybody, and nothing of it: request-malformed', async () => {
    const body = JSON.stringify(nothing('request-malformed'))
    for (const text of ['SECRET\r\n\r\n', 'POST /%ff-SECRET HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n']) {
      const said = await saidTo(text)
      expect(said).toMatch(/^HTTP\/1\.1 400 /)
      expect(said).toContain(body)
      expect(said).not.toContain('SECRET')
    }
  })

  it('does not wait for a client longer than Kyverno waits for it: request-malformed', async () => {
    const head = 'POST /kyverno/v1/decision HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
    const said = await saidTo(`${head}content-length: 100\r\n\r\n{`)
    expect(said).toMatch(/^HTTP\/1\.1 400 /)
    expect(said).toContain(JSON.stringify(nothing('request-malformed')))
  })

  it('speaks TLS 1.3 and nothing older, and no plain HTTP', async () => {
    const request = 'GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'
    expect(await saidTo(request)).toMatch(/^HTTP\/1\.1 200 /)
    await expect(saidTo(request, { maxVersion: 'TLSv1.2' })).rejects.toThrow(/alert|version/i)
    const plain = connectPlain(port(), 'localhost')
    let said = ''
    plain.on('data', (part) => {
      said += String(part)
    })
    plain.on('error', () => undefined)
    plain.write(request)
    await once(plain, 'close')
    expect(said).not.toContain('HTTP/')
  })

  it('asks no client for a certificate', async () => {
    const stranger = scene.callers.foreign
    const how = { method: 'POST', type: 'application/json', caller: stranger }
    const reply = await scene.send(`${scene.kyverno}/kyverno/v1/decision`, '{}', how)
    expect(reply).toMatchObject({ status: 400, body: nothing('request-malformed') })
  })
})

describe('a defect of the gateway', () => {
  const { authority: _, issue } = tlsAuthority('authority', Math.floor(Date.now() / 1000))
  const { cert, key } = issue('gateway', ['server'], ['localhost'])
  const serverOf = (change: Partial<KyvernoAnswering>) => {
    const path = (name: string): string => `${scene.folder}/${name}`
    const judging = judgingOfFiles({ trust: path('trust.yaml'), policies: [path('p.yaml')] }, NOW)
    const refuse = async () => ({ outcome: 'refused', code: 'reference-invalid' }) as const
    const finder = { find: refuse, pin: refuse }
    const answering = { finder, judging, clock: () => NOW, timeout: 2, callers: anybody, ...change }
    return kyvernoServer(answering, { cert: Buffer.from(cert), key: Buffer.from(key) })
  }

  it.each<unknown>([
    new Error('SECRET'),
    new TypeError('SECRET'),
    'SECRET',
    undefined,
    null,
    { statusCode: 200, status: 200 },
  ])('is no answer, whichever part throws %s: defect', async (thrown) => {
    const throws = (): never => {
      throw thrown
    }
    const fails = async (): Promise<never> => await Promise.reject(thrown)
    const payload = question()
    const whole = serverOf({})
    expect((await whole.inject({ method: 'POST', url: '/kyverno/v1/decision', payload })).statusCode).toBe(200)
    await whole.close()
    for (const change of [
      { finder: { find: fails, pin: fails } },
      { clock: throws },
      { callers: fails },
      { callers: throws },
    ] satisfies Partial<KyvernoAnswering>[]) {
      const server = serverOf(change)
      const { statusCode, body } = await server.inject({ method: 'POST', url: '/kyverno/v1/decision', payload })
      expect([statusCode, JSON.parse(body)]).toStrictEqual([500, nothing('defect')])
      await server.close()
    }
  })
})
