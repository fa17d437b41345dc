import { createServer, type Server } from 'node:net'
import { type Behaviour, HONEST, registryDouble, serverCertificate, statusOnly, where } from '@pawl/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { type Internet, makeInternet } from './internet.ts'
import { makeStage, taskFor } from './stage.ts'

/** Something else on this machine, which must never be spoken to: it counts who connects. */
interface Bystander {
  readonly port: number
  readonly connections: () => number
  readonly close: () => Promise<void>
}

async function bystander(): Promise<Bystander> {
  let connections = 0
  const server: Server = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return {
    port: address.port,
    connections: () => connections,
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}

let other: Bystander
beforeEach(async () => {
  other = await bystander()
})
afterEach(() => other.close())

const isBlob = where.bind(undefined, ({ kind }) => kind === 'blobs')

describe('a registry that nobody allowed', () => {
  it('is never connected to, nor looked up (C83)', async () => {
    const stage = makeStage()
    const host = `127.0.0.1:${other.port}`
    for (const registries of [[], ['ghcr.io'], [`127.0.0.1:${other.port}0`], [`${host}/acme/other`]]) {
      const answer = await ask(taskFor(stage, host, { registries }))
      expect(answer.fault).toBe(`registry-not-allowed ${host}/acme/app`)
    }
    expect(other.connections()).toBe(0)
  })

  it('is not asked for evidence of a digest either', async () => {
    const stage = makeStage()
    const host = `127.0.0.1:${other.port}`
    const answer = await ask(taskFor(stage, host, { registries: [], reference: `${host}/acme/app@${stage.image}` }))
    expect(answer).toMatchObject({ status: 'refused', codes: ['registry-not-allowed'], claims: [], fault: null })
    expect(other.connections()).toBe(0)
  })

  it('is not asked behind a proxy either, and one that is allowed by repository is (C85)', async () => {
    const world = await makeInternet()
    const registries = ['ghcr.io/acme/**']
    for (const repository of [
      'ghcr.io/acme-evil/app',
      'ghcr.io.evil/acme/app',
      'evil-ghcr.io/acme/app',
      'ghcr.io/acme',
    ]) {
      expect((await world.ask(`${repository}:1.4`, { registries })).fault).toMatch(/^registry-not-allowed/)
    }
    expect(world.proxy.asked).toEqual([])
    expect((await world.ask('GHCR.io:443/acme/app:1.4', { registries })).claims).toHaveLength(3)
    await world.close()
  })
})

describe('an address that is not public', () => {
  const TLS = serverCertificate(['localhost'], Math.floor(Date.now() / 1000))

  it.each(['localhost', '127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1'])(
    'is not connected to as %s (C83)',
    async (name) => {
      const stage = makeStage()
      const host = `${name}:${other.port}`
      const answer = await ask(taskFor(stage, host, { insecure: [] }))
      expect(answer.fault).toBe(`image-unavailable ${host}/acme/app:1.4: address-blocked`)
      expect(other.connections()).toBe(0)
    },
  )

  it('is connected to where exactly this host is named for it', async () => {
    const stage = makeStage()
    const registry = await registryDouble(stage.content, HONEST, TLS)
    const host = `localhost:${registry.port}`
    const task = taskFor(stage, host, { insecure: [], authorities: [TLS.authority] })
    expect((await ask(task)).fault).toMatch(/address-blocked$/)
    expect((await ask({ ...task, privateHosts: [`localhost:${other.port}`] })).fault).toMatch(/address-blocked$/)
    expect(registry.requests).toEqual([])
    expect((await ask({ ...task, privateHosts: [host] })).claims).toHaveLength(3)
    await registry.close()
  })

  it.each(['https', 'http'])(
    'is not reached by a %s redirect of a host that may be private itself (C83)',
    async (scheme) => {
      const stage = makeStage()
      const away = isBlob(statusOnly(307, { location: `${scheme}://127.0.0.1:${other.port}/` }))
      const registry = await registryDouble(stage.content, away)
      const answer = await ask(taskFor(stage, registry.host, { privateHosts: [`127.0.0.1:${other.port}`] }))
      expect(answer.claims).toEqual([])
      expect(answer.codes).toEqual([scheme === 'https' ? 'address-blocked' : 'redirect-refused'])
      expect(other.connections()).toBe(0)
      await registry.close()
    },
  )

  it.each(['localhost', '127.0.0.1', '169.254.169.254'])('is not asked of a proxy as %s', async (name) => {
    const world = await makeInternet()
    const answer = await world.ask(`${name}:8443/acme/app:1.4`)
    expect(answer.fault).toBe(`image-unavailable ${name}:8443/acme/app:1.4: address-blocked`)
    expect(world.proxy.asked).toEqual([])
    await world.close()
  })

  it('is no realm, and plain http is none either where https is spoken', async () => {
    const world = await makeInternet()
    for (const [realm, code] of [
      [`https://127.0.0.1:${other.port}/token`, 'address-blocked'],
      ['http://ghcr.io/token', 'realm-refused'],
      ['https://user:password@ghcr.io/token', 'realm-refused'],
      ['file:///etc/passwd', 'realm-refused'],
      ['', 'realm-refused'],
    ]) {
      const challenge: Behaviour = statusOnly(401, { 'www-authenticate': `Bearer realm="${realm}"` })
      world.behave({ 'ghcr.io': challenge })
      expect((await world.ask('ghcr.io/acme/app:1.4')).fault).toBe(`image-unavailable ghcr.io/acme/app:1.4: ${code}`)
    }
    expect(other.connections()).toBe(0)
    await world.close()
  })
})

describe('a registry that cannot be reached', () => {
  it('is dns-failed, connection-failed or tls-failed, each for itself', async () => {
    const stage = makeStage()
    const registry = await registryDouble(stage.content)
    await registry.close()
    const code = async (host: string, more: object): Promise<string | undefined> =>
      (await ask(taskFor(stage, host, more))).fault?.split(': ').at(-1)
    expect(await code('registry.invalid', { insecure: [] })).toBe('dns-failed')
    expect(await code(registry.host, {})).toBe('connection-failed')
    const tls = await registryDouble(
      stage.content,
      HONEST,
      serverCertificate(['localhost'], Math.floor(Date.now() / 1000)),
    )
    const host = `localhost:${tls.port}`
    expect(await code(host, { insecure: [], privateHosts: [host] })).toBe('tls-failed')
    expect(tls.requests).toEqual([])
    await tls.close()
  })
})

describe('mirrors', () => {
  let world: Internet
  beforeEach(async () => {
    world = await makeInternet()
  })
  afterEach(() => world.close())
  const mirror = (tags: boolean) =>
    ({ mirrors: [['ghcr.io', [{ host: 'mirror.example', prefix: 'cache', tags }]]] }) as const

  it('give content by digest, and no tag unless that is configured', async () => {
    expect((await world.ask('ghcr.io/acme/app:1.4', mirror(false))).claims).toHaveLength(3)
    const asked = world.requestsTo('mirror.example').map(({ path }) => path)
    expect(asked).toHaveLength(4)
    expect(asked.every((path) => /^\/v2\/cache\/acme\/app\/(blobs|manifests)\/sha256:/.test(path))).toBe(true)
    expect(world.requestsTo('ghcr.io').filter(({ path }) => path.includes('sha256:'))).toHaveLength(1)
  })

  it('that lie about content are passed by, and change nothing', async () => {
    world.behave({ 'mirror.example': ({ response }) => response.writeHead(200).end('{}') })
    const answer = await world.ask('ghcr.io/acme/app:1.4', mirror(false))
    expect(answer).toMatchObject({ status: 'complete', found: 3 })
    expect(answer.claims).toHaveLength(3)
  })

  it('whose tags count are asked first, and the registry all the same: evidence is what both have (C82)', async () => {
    world.behave({ 'mirror.example': where(({ reference }) => reference.endsWith('.att'), statusOnly(404)) })
    expect((await world.ask('ghcr.io/acme/app:1.4', mirror(true))).claims).toHaveLength(3)
    expect(world.requestsTo('ghcr.io').some(({ path }) => path.endsWith('/manifests/1.4'))).toBe(false)
    world.behave({ 'ghcr.io': statusOnly(503) })
    expect(await world.ask('ghcr.io/acme/app:1.4', mirror(true))).toMatchObject({
      status: 'partial',
      codes: ['server-error'],
      found: 3,
    })
  })
})
