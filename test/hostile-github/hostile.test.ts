import { type Behaviour, drip, endless, gzipBomb, hang, statusOnly } from '@pawl/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { API, byPath, bytes, DIGEST, makeStage, page, STORE, type Stage, snappy } from './stage.ts'

const MiB = 1_048_576
const STORED = `https://${STORE}/bundle`

let stage: Stage
beforeEach(async () => {
  stage = await makeStage()
})
afterEach(() => stage.close())

/** One bundle in the list and one that is only named, which the store answers by `store`. */
function named(store: Behaviour, url = STORED): void {
  stage.behave({ [API]: page([{ bundle_url: url }, { bundle: stage.bundle() }]), [STORE]: store })
}

describe('what is only named', () => {
  it.each([
    `https://evil.example/bundle`,
    `https://${STORE}.evil.example/bundle`,
    `https://other.blob.core.windows.net/bundle`,
    `https://${STORE}:8443/bundle`,
    `http://${STORE}/bundle`,
    `http://${STORE}:443/bundle`,
    `https://user@${STORE}/bundle`,
    `https://:secret@${STORE}/bundle`,
    `https://${STORE}@evil.example/bundle`,
    'https://169.254.169.254/latest/meta-data',
    'http://169.254.169.254/latest/meta-data',
    `https://${API}/repos/acme/app`,
    'file:///etc/passwd',
    'data:application/json,{}',
    '/bundle',
    '',
    `${STORED}?${'a'.repeat(8192)}`,
  ])('is not fetched from %s: redirect-refused (C83)', async (url) => {
    named(bytes(snappy(stage.bundle())), url)
    expect(await stage.ask()).toMatchObject({ claims: 1, status: 'partial', codes: ['redirect-refused'] })
    expect(stage.connected).toEqual([`${API}:443`])
  })

  it('is fetched from exactly the hosts that are named, with their port', async () => {
    named(bytes(snappy(stage.bundle())))
    expect(await stage.ask()).toMatchObject({ claims: 2, complete: true })
    expect(await stage.ask({ bundleHosts: [] })).toMatchObject({ claims: 1, codes: ['redirect-refused'] })
    stage.behave({
      [API]: page([{ bundle_url: 'https://evil.example:8443/b' }]),
      'evil.example:8443': bytes(snappy(stage.bundle())),
    })
    expect(await stage.ask({ bundleHosts: ['evil.example'] })).toMatchObject({ claims: 0 })
    expect(await stage.ask({ bundleHosts: ['evil.example:8443'] })).toMatchObject({ claims: 1, complete: true })
    expect(stage.toldTo()).toEqual([API])
  })

  it.each([
    'https://169.254.169.254/latest/meta-data',
    'http://169.254.169.254/latest/meta-data',
    `http://${STORE}/else`,
    'https://evil.example/bundle',
    `https://${API}/repos/acme/app`,
    `https://user:secret@${STORE}/else`,
    'file:///etc/passwd',
  ])('is not fetched where the store sends on to %s: redirect-refused', async (location) => {
    named(byPath({ '/bundle': statusOnly(302, { location }), '/else': bytes(snappy(stage.bundle())) }))
    expect(await stage.ask()).toMatchObject({ claims: 1, codes: ['redirect-refused'] })
    expect(stage.connected).toEqual([`${API}:443`, `${STORE}:443`])
  })

  it('is fetched where the store sends on to a host that is named, without the token', async () => {
    named(byPath({ '/bundle': statusOnly(302, { location: '/else' }), '/else': bytes(snappy(stage.bundle())) }))
    expect(await stage.ask()).toMatchObject({ claims: 2, complete: true })
    expect(stage.toldTo()).toEqual([API])
  })

  it('is not fetched from a named host at an address that is not public, looked up or written', async () => {
    for (const host of [`localhost:${stage.port}`, `127.0.0.1:${stage.port}`, '169.254.169.254', '[::1]']) {
      named(statusOnly(404), `https://${host}/bundle`)
      const bundleHosts = [host]
      // Looked up by the proxy, and by this machine where the host goes without one.
      for (const none of [[], [host.replace(/:\d+$/, '')]]) {
        const proxy = { http: undefined, https: stage.proxy, none }
        expect(await stage.ask({ bundleHosts, proxy })).toMatchObject({ claims: 1, codes: ['address-blocked'] })
      }
    }
    expect(new Set(stage.connected)).toEqual(new Set([`${API}:443`]))
    expect(new Set(stage.requests.map(({ host }) => host))).toEqual(new Set([API]))
  })

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [500, 'server-error'],
  ])('costs itself alone where the store answers %d: %s', async (status, code) => {
    named(statusOnly(status))
    expect(await stage.ask()).toMatchObject({ claims: 1, status: 'partial', codes: [code] })
  })

  it('says nothing of its URL, in which there is a permission to read', async () => {
    named(statusOnly(404), `${STORED}?sig=secret-signature`)
    const { notes, evidence } = await stage.ask()
    expect(notes).toEqual(['github:acme/app page 1 attestations[0]: is not there'])
    expect(JSON.stringify([notes, evidence.map(({ source }) => source)])).not.toContain('secret')
  })
})

describe('too much', () => {
  const bomb = (declared: readonly number[], rest: readonly number[] = []): Uint8Array =>
    Uint8Array.from([...declared, ...rest])

  it.each([
    ['4 GiB in a length', bomb([0xff, 0xff, 0xff, 0xff, 0x0f], [0, 0x7b]), 'over-budget'],
    ['one byte more than a piece may have', bomb([0x81, 0x80, 0x80, 0x02], [0, 0x7b]), 'over-budget'],
    [
      'more than its length says',
      bomb([4], [0, 0x7b, ...Array.from({ length: 3000 }, () => [0xfe, 1, 0]).flat()]),
      'content-invalid',
    ],
    ['less than its length says', bomb([4], [0, 0x7b]), 'content-invalid'],
    ['nothing that is Snappy', Buffer.from('hello, world'), 'content-invalid'],
    ['nothing', bomb([]), 'content-invalid'],
  ])('in a block with %s: %s (C63)', async (_, body, code) => {
    named(bytes(body))
    const before = process.memoryUsage().rss
    expect(await stage.ask()).toMatchObject({ claims: 1, status: 'partial', codes: [code] })
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MiB)
  })

  it('in a bundle without end, or one that is compressed by the way: over-budget, response-refused', async () => {
    named(endless(undefined))
    expect(await stage.ask()).toMatchObject({ claims: 1, codes: ['over-budget'] })
    named(gzipBomb)
    expect(await stage.ask()).toMatchObject({ claims: 1, codes: ['response-refused'] })
  })

  it('in a list: over-budget where it has no end, response-refused where it is compressed', async () => {
    stage.behave({ [API]: endless(undefined) })
    expect(await stage.ask()).toMatchObject({ claims: 0, status: 'refused', codes: ['over-budget'] })
    stage.behave({ [API]: gzipBomb })
    expect(await stage.ask()).toMatchObject({ claims: 0, status: 'refused', codes: ['response-refused'] })
  })

  it.each(['{}', '0', '[]', '{"bundle":{}}'])(
    'in a list of 16 MiB of %s, which would be gigabytes when read: over-budget',
    async (entry) => {
      const times = Math.floor((16 * MiB - 64) / (entry.length + 1))
      stage.behave({ [API]: bytes(`{"attestations":[${Array(times).fill(entry).join(',')}]}`) })
      const before = process.memoryUsage().rss
      expect(await stage.ask()).toMatchObject({ claims: 0, status: 'refused', codes: ['over-budget'] })
      expect(process.memoryUsage().rss - before).toBeLessThan(256 * MiB)
    },
  )

  it('in lists of 6 MiB each: over-budget where all of them together have 16 MiB', async () => {
    let asked = 0
    const sized =
      (size: number): Behaviour =>
      (exchange) => {
        asked += 1
        const next = asked % 3 === 0 ? undefined : '?after=x'
        page([{ padding: 'a'.repeat(size), bundle: stage.bundle() }], next)(exchange)
      }
    stage.behave({ [API]: sized(5 * MiB) })
    expect(await stage.ask()).toMatchObject({ claims: 3, complete: true })
    stage.behave({ [API]: sized(6 * MiB) })
    expect(await stage.ask()).toMatchObject({ claims: 2, status: 'partial', codes: ['over-budget'] })
  })

  it('in a list is not a hundred bundles with a large text', async () => {
    const padding = 'a'.repeat(100_000)
    stage.behave({ [API]: page(Array.from({ length: 100 }, () => ({ padding, bundle: stage.bundle() }))) })
    expect(await stage.ask()).toMatchObject({ complete: true, status: 'complete' })
  })

  it('in one bundle: the limit of a piece, in bytes as they come and as they are', async () => {
    const bundle = stage.bundle()
    const size = Buffer.byteLength(JSON.stringify(bundle))
    for (const entry of [{ bundle }, { bundle_url: STORED }]) {
      stage.behave({ [API]: page([entry]), [STORE]: bytes(snappy(bundle)) })
      expect(await stage.ask({}, { bytes: size })).toMatchObject({ claims: 1, complete: true })
      expect(await stage.ask({}, { bytes: size - 1 })).toMatchObject({ claims: 0, codes: ['over-budget'] })
    }
  })

  it.each([
    ['pages', 32, []],
    ['attestations', 3, Array.from({ length: 100 }, () => ({ bundle: {} }))],
    ['attestations that are named', 3, Array.from({ length: 100 }, () => ({ bundle_url: `${STORED}-small` }))],
  ])('in %s without end: over-budget after %d pages', async (_, pages, listed) => {
    let asked = 0
    stage.behave({
      [API]: (exchange) => {
        asked += 1
        page(listed, `?after=${asked}`)(exchange)
      },
      [STORE]: bytes('{}'),
    })
    expect(await stage.ask()).toMatchObject({ claims: 0, status: 'partial', codes: ['over-budget'] })
    expect(asked).toBe(pages)
  })

  it('in bundles that are named: at most 16 MiB and what is under way are fetched, good or bad', async () => {
    const large = Buffer.alloc(4 * MiB, 0xff)
    stage.behave({
      [API]: page(Array.from({ length: 100 }, () => ({ bundle_url: STORED }))),
      [STORE]: bytes(large),
    })
    expect(await stage.ask()).toMatchObject({ claims: 0, codes: ['content-invalid', 'over-budget'] })
    const fetched = stage.requests.filter(({ host }) => host === STORE).length
    expect(fetched).toBeGreaterThanOrEqual(4)
    expect(fetched).toBeLessThanOrEqual(4 + 6)
  })

  it('in requests: a thousand bundles that are not there cost what the limit says', async () => {
    stage.behave({
      [API]: page(Array.from({ length: 1000 }, () => ({ bundle_url: STORED }))),
      [STORE]: statusOnly(404),
    })
    expect(await stage.ask({}, { visits: 50 })).toMatchObject({ codes: ['not-found', 'over-budget'] })
    expect(stage.requests.filter(({ host }) => host === STORE)).toHaveLength(50)
  })
})

describe('too slow', () => {
  it.each([
    ['a list that never comes', { [API]: hang }, 0, 'unreachable'],
    ['a list of a byte a second', { [API]: drip }, 0, 'unreachable'],
  ])('is %s: timeout', async (_, behaviours, claims, status) => {
    stage.behave(behaviours)
    const begin = performance.now()
    expect(await stage.ask({ timeout: 1500 })).toMatchObject({ claims, status, codes: ['timeout'] })
    expect(performance.now() - begin).toBeLessThan(3000)
  })

  it('is a bundle of a byte a second: what was listed beside it counts, by one deadline for all', async () => {
    const entries = Array.from({ length: 30 }, () => ({ bundle_url: STORED }))
    stage.behave({ [API]: page([{ bundle: stage.bundle() }, ...entries]), [STORE]: drip })
    const begin = performance.now()
    expect(await stage.ask({ timeout: 1500 })).toMatchObject({ claims: 1, status: 'partial', codes: ['timeout'] })
    expect(performance.now() - begin).toBeLessThan(3000)
  })

  it('is not a bundle that drips and ends before the deadline', async () => {
    const body = snappy(stage.bundle())
    named(({ response }) => {
      response.writeHead(200)
      const parts = [body.subarray(0, 50), body.subarray(50, 100), body.subarray(100)]
      for (const [index, part] of parts.entries()) setTimeout(() => response.write(part), 200 * index)
      setTimeout(() => response.end(), 700)
    })
    expect(await stage.ask({ timeout: 5000 })).toMatchObject({ claims: 2, complete: true })
    expect(await stage.ask({ timeout: 400 })).toMatchObject({ claims: 1, codes: ['timeout'] })
  })
})

describe('the token', () => {
  it.each([
    'https://evil.example/list',
    `https://${API}:8443/list`,
    `http://${API}/list`,
    `https://${STORE}/list`,
    'https://169.254.169.254/list',
    `https://user:secret@${API}/list`,
  ])('does not go to %s, by a Link or a redirect: redirect-refused (C84)', async (url) => {
    stage.behave({ [API]: page([{ bundle: stage.bundle() }], url) })
    expect(await stage.ask()).toMatchObject({ claims: 1, status: 'partial', codes: ['redirect-refused'] })
    stage.behave({ [API]: statusOnly(301, { location: url }) })
    expect(await stage.ask()).toMatchObject({ claims: 0, status: 'refused', codes: ['redirect-refused'] })
    expect(stage.connected).toEqual([`${API}:443`, `${API}:443`])
    expect(stage.toldTo()).toEqual([API])
  })

  it('goes with a redirect within the API, as GitHub answers for a repository with a new name', async () => {
    const location = `https://${API}/repositories/1/attestations/${DIGEST}?per_page=100`
    stage.behave({
      [API]: byPath({
        [`/repos/acme/app/attestations/${DIGEST}`]: statusOnly(301, { location }),
        [`/repositories/1/attestations/${DIGEST}`]: page([{ bundle: stage.bundle() }]),
      }),
    })
    expect(await stage.ask()).toMatchObject({ claims: 1, complete: true })
    expect(stage.toldTo()).toEqual([API])
  })

  it('goes to no API over plain http: reference-invalid', async () => {
    await expect(stage.ask({ api: `http://${API}` })).rejects.toMatchObject({ code: 'reference-invalid' })
    expect(stage.connected).toEqual([])
  })
})

describe('an API at a private address', () => {
  it('is asked only where that is said, with its path, and makes no other host so', async () => {
    const api = `https://localhost:${stage.port}/api/v3`
    const proxy = { http: undefined, https: undefined, none: [] }
    const host = `localhost:${stage.port}`
    const listed = page([{ bundle: stage.bundle() }, { bundle_url: `https://127.0.0.1:${stage.port}/bundle` }])
    stage.behave({ [host]: byPath({ [`/api/v3/repos/acme/app/attestations/${DIGEST}`]: listed }) })
    expect(await stage.ask({ api, proxy })).toMatchObject({ status: 'refused', codes: ['address-blocked'] })
    expect(stage.requests).toEqual([])
    const bundleHosts = [`127.0.0.1:${stage.port}`]
    const asked = await stage.ask({ api, proxy, bundleHosts, apiMayBePrivate: true })
    expect(asked).toMatchObject({ claims: 1, status: 'partial', codes: ['address-blocked'] })
    expect(stage.requests).toHaveLength(1)
  })
})
