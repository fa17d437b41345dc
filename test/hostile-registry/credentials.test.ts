import { type Behaviour, HONEST, requireSignIn, sendIndex, statusOnly, where } from '@pawl/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Internet, makeInternet } from './internet.ts'

const SECRET = 'correct-horse'
const TOKEN = 'token-for-pull'
const account = { username: 'robot', password: SECRET }
const configFor = (...keys: readonly string[]) => ({
  auths: Object.fromEntries(keys.map((key) => [key, { auth: Buffer.from(`robot:${SECRET}`).toString('base64') }])),
})
const basic = requireSignIn({ scheme: 'basic', account }, HONEST)
const bearerAt = (realm: string, then: Behaviour = HONEST): Behaviour =>
  requireSignIn({ scheme: 'bearer', account, realm }, then)
const anonymousAt = (realm: string): Behaviour => requireSignIn({ scheme: 'bearer', account: undefined, realm }, HONEST)

let world: Internet
beforeEach(async () => {
  world = await makeInternet()
})
afterEach(() => world.close())

describe('credentials for a registry', () => {
  it('go there as they are where it asks for Basic', async () => {
    world.behave({ 'ghcr.io': basic })
    const answer = await world.ask('ghcr.io/acme/app:1.4', { dockerConfig: configFor('ghcr.io') })
    expect(answer).toMatchObject({ status: 'complete', found: 3 })
    expect(answer.claims).toHaveLength(3)
    expect(world.toldTo(SECRET)).toEqual(['ghcr.io'])
  })

  it('buy one token at its own host', async () => {
    world.behave({ 'ghcr.io': bearerAt('https://ghcr.io/token') })
    const answer = await world.ask('ghcr.io/acme/app:1.4', { dockerConfig: configFor('https://ghcr.io/v2/') })
    expect(answer.claims).toHaveLength(3)
    const tokens = world.requestsTo('ghcr.io').filter(({ path }) => path.startsWith('/token'))
    expect(tokens.map(({ path }) => new URL(path, 'https://x').searchParams.get('scope'))).toEqual([
      'repository:acme/app:pull',
    ])
    expect(world.toldTo(SECRET)).toEqual(['ghcr.io'])
    expect(world.toldTo(TOKEN)).toEqual(['ghcr.io'])
  })

  it('buy a token at auth.docker.io for Docker Hub, under all of its names', async () => {
    world.behave({
      'registry-1.docker.io': bearerAt('https://auth.docker.io/token'),
      'auth.docker.io': bearerAt('https://auth.docker.io/token'),
    })
    const answer = await world.ask('docker.io/acme/app:1.4', { dockerConfig: configFor('https://index.docker.io/v1/') })
    expect(answer.claims).toHaveLength(3)
    expect(world.toldTo(SECRET)).toEqual(['auth.docker.io'])
    expect(world.toldTo(TOKEN)).toEqual(['registry-1.docker.io'])
  })

  it('are sent as a refresh token where that is what there is', async () => {
    const rule = { scheme: 'bearer', account, refreshToken: SECRET, realm: 'https://ghcr.io/token' } as const
    world.behave({ 'ghcr.io': requireSignIn(rule, HONEST) })
    const dockerConfig = { auths: { 'ghcr.io': { identitytoken: SECRET } } }
    expect((await world.ask('ghcr.io/acme/app:1.4', { dockerConfig })).claims).toHaveLength(3)
    const [token] = world.requestsTo('ghcr.io').filter(({ path }) => path === '/token')
    expect(token).toMatchObject({ method: 'POST', authorization: undefined })
  })

  it('are not needed for what anybody may read', async () => {
    world.behave({ 'ghcr.io': anonymousAt('https://ghcr.io/token') })
    expect((await world.ask('ghcr.io/acme/app:1.4')).claims).toHaveLength(3)
  })
})

describe('credentials of one registry', () => {
  it.each(['evil-ghcr.io', 'ghcr.io.evil', 'ghcr.io:8443', 'registry-1.docker.io:8443'])(
    'are not shown to %s (C84)',
    async (host) => {
      world.behave({ [host]: basic })
      const keys = ['ghcr.io', 'https://ghcr.io', 'https://index.docker.io/v1/', 'docker.io']
      const answer = await world.ask(`${host}/acme/app:1.4`, { dockerConfig: configFor(...keys) })
      expect(answer).toMatchObject({ claims: [], fault: `image-unavailable ${host}/acme/app:1.4: unauthorized` })
      expect(world.requestsTo(host).length).toBeGreaterThan(0)
      expect(world.server.requests.filter(({ authorization }) => authorization !== undefined)).toEqual([])
    },
  )

  it('are shown to ghcr.io:8443 where they are for that port', async () => {
    world.behave({ 'ghcr.io:8443': basic })
    const answer = await world.ask('ghcr.io:8443/acme/app:1.4', { dockerConfig: configFor('ghcr.io:8443') })
    expect(answer.claims).toHaveLength(3)
  })

  it('C85 are for whole segments of a path alone', async () => {
    world.behave({ 'ghcr.io': basic })
    const dockerConfig = configFor('ghcr.io/acme')
    expect(await world.ask('ghcr.io/acme-evil/app:1.4', { dockerConfig })).toMatchObject({ claims: [] })
    expect(world.toldTo(SECRET)).toEqual([])
    expect((await world.ask('ghcr.io/acme/app:1.4', { dockerConfig })).claims).toHaveLength(3)
  })

  it('C84 stay behind when blobs lie elsewhere', async () => {
    const elsewhere: Behaviour = ({ response, question }) => {
      response.writeHead(307, { location: `https://cdn.example${question.url.pathname}` }).end()
    }
    world.behave({
      'ghcr.io': requireSignIn(
        { scheme: 'basic', account },
        where(({ kind }) => kind === 'blobs', elsewhere),
      ),
    })
    const answer = await world.ask('ghcr.io/acme/app:1.4', { dockerConfig: configFor('ghcr.io', 'cdn.example') })
    expect(answer.claims).toHaveLength(3)
    expect(world.requestsTo('cdn.example')).toHaveLength(3)
    expect(world.requestsTo('cdn.example').every(({ authorization }) => authorization === undefined)).toBe(true)
    expect(world.toldTo(SECRET)).toEqual(['ghcr.io'])
  })

  it('do not come back with a redirect to where they were (C84)', async () => {
    const toCdn = statusOnly(307, { location: 'https://cdn.example/x' })
    world.behave({
      'ghcr.io': requireSignIn(
        { scheme: 'basic', account },
        where(({ kind }) => kind === 'blobs', toCdn),
      ),
      'cdn.example': statusOnly(307, { location: 'https://ghcr.io/back' }),
    })
    await world.ask('ghcr.io/acme/app:1.4', { dockerConfig: configFor('ghcr.io') })
    const back = world.requestsTo('ghcr.io').filter(({ path }) => path === '/back')
    expect(back.length).toBeGreaterThan(0)
    expect(back.every(({ authorization }) => authorization === undefined)).toBe(true)
  })

  it('are not sent to the realm that a registry names (C83, C84), and are where the operator named it too', async () => {
    const behaviours = { 'ghcr.io': bearerAt('https://auth.example/token'), 'auth.example': bearerAt('') }
    world.behave(behaviours)
    const dockerConfig = configFor('ghcr.io')
    const refused = await world.ask('ghcr.io/acme/app:1.4', { dockerConfig })
    expect(refused.fault).toBe('image-unavailable ghcr.io/acme/app:1.4: realm-refused')
    expect(world.requestsTo('auth.example')).toEqual([])
    expect(world.toldTo(SECRET)).toEqual([])
    const authHosts = [['ghcr.io', ['auth.example']]] as const
    expect((await world.ask('ghcr.io/acme/app:1.4', { dockerConfig, authHosts })).claims).toHaveLength(3)
    expect(world.toldTo(SECRET)).toEqual(['auth.example'])
  })

  it('are not followed to another realm by its redirect (C84)', async () => {
    const challenge = statusOnly(401, { 'www-authenticate': 'Bearer realm="https://ghcr.io/token"' })
    world.behave({
      'ghcr.io': (exchange) =>
        (exchange.question.url.pathname === '/token'
          ? statusOnly(307, { location: 'https://auth.example/token' })
          : challenge)(exchange),
    })
    await world.ask('ghcr.io/acme/app:1.4', { dockerConfig: configFor('ghcr.io') })
    expect(world.requestsTo('auth.example')).toEqual([])
  })

  it('do not follow a list to another host (C83)', async () => {
    const toEvil: Behaviour = ({ response, question }) => {
      response.setHeader('link', `<https://evil-ghcr.io${question.url.pathname}?n=1>; rel="next"`)
      sendIndex(response, [])
    }
    world.behave({
      'ghcr.io': requireSignIn(
        { scheme: 'basic', account },
        where(({ kind }) => kind === 'referrers', toEvil),
      ),
    })
    const answer = await world.ask('ghcr.io/acme/app:1.4', { dockerConfig: configFor('ghcr.io') })
    expect(answer).toMatchObject({ status: 'partial', codes: ['redirect-refused'] })
    expect(answer.claims).toHaveLength(2)
    expect(world.requestsTo('evil-ghcr.io')).toEqual([])
  })
})
