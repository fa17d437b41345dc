import { createHash } from 'node:crypto'
import { statusOnly } from '@pawl/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { API, byPath, bytes, DIGEST, LIST, makeStage, page, STORE, type Stage, snappy, TOKEN } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await makeStage()
})
afterEach(() => stage.close())

const owner = { owner: 'acme', repository: undefined }
const STORED = `https://${STORE}/attestations/1/2.json.sn?sig=secret`

describe('the attestations of a repository', () => {
  it('are the bundles in the answer, asked for with the token and the version of the API', async () => {
    const versions: unknown[] = []
    const listed = page([{ bundle: stage.bundle(), repository_id: 1 }, { bundle: stage.bundle() }])
    stage.behave({
      [API]: (exchange) => {
        versions.push(exchange.request.headers['x-github-api-version'])
        listed(exchange)
      },
    })
    expect(await stage.ask()).toMatchObject({
      source: 'github:acme/app',
      claims: 2,
      complete: true,
      status: 'complete',
      codes: [],
    })
    expect(stage.asked()).toEqual([API + LIST])
    expect(stage.requests[0]?.authorization).toBe(`Bearer ${TOKEN}`)
    expect(versions).toEqual(['2026-03-10'])
  })

  it('are asked for without a token where there is none', async () => {
    stage.behave({ [API]: page([{ bundle: stage.bundle() }]) })
    expect(await stage.ask({ token: undefined })).toMatchObject({ claims: 1, complete: true })
    expect(stage.requests[0]?.authorization).toBe(undefined)
  })

  it('are fetched where they are only named, compressed or not, and a bundle that is there is not fetched', async () => {
    stage.behave({
      [API]: page([
        { bundle: null, bundle_url: STORED },
        { bundle_url: `https://${STORE}/plain` },
        { bundle: stage.bundle(), bundle_url: `https://${STORE}/not-asked` },
      ]),
      [STORE]: byPath({
        '/attestations/1/2.json.sn': bytes(snappy(stage.bundle())),
        '/plain': bytes(JSON.stringify(stage.bundle())),
      }),
    })
    expect(await stage.ask()).toMatchObject({ claims: 3, complete: true, status: 'complete' })
    expect(stage.asked().slice(1).sort()).toEqual([`${STORE}/attestations/1/2.json.sn?sig=secret`, `${STORE}/plain`])
    expect(stage.toldTo()).toEqual([API])
  })

  it('are the bytes that were compressed, however large, and with whatever repeats in them', async () => {
    const noise = Array.from({ length: 4000 }, (_, index) => createHash('sha256').update(`${index}`).digest('hex'))
    const bundle = { ...stage.bundle(), noise, again: noise.slice(0, 2000), zeros: '0'.repeat(100_000) }
    const body = snappy(bundle)
    expect(body.length).toBeLessThan(Buffer.byteLength(JSON.stringify(bundle)) - 100_000)
    stage.behave({ [API]: page([{ bundle_url: STORED }]), [STORE]: bytes(body) })
    const { evidence } = await stage.ask()
    expect(evidence.map((each) => Buffer.from(each.bytes).toString('utf8'))).toEqual([JSON.stringify(bundle)])
  })

  it('may be none: an empty list is a whole answer, a 404 is not', async () => {
    stage.behave({ [API]: page([]) })
    expect(await stage.ask()).toMatchObject({ claims: 0, complete: true, status: 'complete' })
    stage.behave({})
    expect(await stage.ask()).toMatchObject({ complete: false, status: 'refused', codes: ['not-found'] })
  })

  it('are not what the labels beside them say (C10, C11)', async () => {
    const labels = { predicate_type: 'https://slsa.dev/provenance/v1', repository_id: 7, initiator: 'user' }
    const bundle = stage.bundle()
    stage.behave({ [API]: page([{ bundle }]) })
    const plain = await stage.ask()
    stage.behave({ [API]: page([{ ...labels, bundle }]) })
    const labelled = await stage.ask()
    expect(labelled).toEqual(plain)
    expect(labelled.claims).toBe(1)
  })

  it.each([
    ['without a bundle', {}],
    ['with a text for a bundle', { bundle: '{}' }],
    ['with a number for a URL', { bundle_url: 1 }],
  ])('are incomplete with an entry %s: content-invalid, and the next one counts', async (_, entry) => {
    stage.behave({ [API]: page([entry, { bundle: stage.bundle() }]) })
    expect(await stage.ask()).toMatchObject({ claims: 1, status: 'partial', codes: ['content-invalid'] })
  })

  it.each(['{', '[]', '{}', '{"attestations":{}}', '{"attestations":[],"attestations":[]}', ''])(
    'are no %s: content-invalid',
    async (text) => {
      stage.behave({ [API]: bytes(text) })
      expect(await stage.ask()).toMatchObject({ status: 'refused', codes: ['content-invalid'], claims: 0 })
    },
  )
})

describe('the attestations of an owner', () => {
  it('are those of an organization, or else of a user', async () => {
    const list = (of: string): string => `/${of}/acme/attestations/${DIGEST}`
    stage.behave({ [API]: byPath({ [list('orgs')]: page([{ bundle: stage.bundle() }]) }) })
    expect(await stage.ask({ place: owner })).toMatchObject({ source: 'github:acme', claims: 1, complete: true })
    expect(stage.asked()).toEqual([`${API}${list('orgs')}?per_page=100`])
    stage.behave({ [API]: byPath({ [list('users')]: page([{ bundle: stage.bundle() }]) }) })
    expect(await stage.ask({ place: owner })).toMatchObject({ claims: 1, complete: true })
    stage.behave({})
    expect(await stage.ask({ place: owner })).toMatchObject({ claims: 0, codes: ['not-found'] })
  })

  it('are not asked of a user where the organization refuses', async () => {
    stage.behave({ [API]: statusOnly(403) })
    expect(await stage.ask({ place: owner })).toMatchObject({ codes: ['forbidden'] })
    expect(stage.asked()).toHaveLength(1)
  })
})

describe('pages', () => {
  const more = `https://${API}/repositories/1/attestations/${DIGEST}?per_page=100&after=x`

  it('are followed to the last, under whatever path of the API', async () => {
    stage.behave({
      [API]: byPath({
        [`/repos/acme/app/attestations/${DIGEST}`]: page([{ bundle: stage.bundle() }], more),
        [`/repositories/1/attestations/${DIGEST}`]: page([{ bundle: stage.bundle() }]),
      }),
    })
    expect(await stage.ask()).toMatchObject({ claims: 2, complete: true })
    expect(stage.requests.map(({ authorization }) => authorization)).toEqual([`Bearer ${TOKEN}`, `Bearer ${TOKEN}`])
  })

  it.each([
    [401, {}, 'unauthorized', 'refused'],
    [403, {}, 'forbidden', 'refused'],
    [403, { 'x-ratelimit-remaining': '5' }, 'forbidden', 'refused'],
    [403, { 'x-ratelimit-remaining': '0', 'retry-after': '3600' }, 'rate-limited', 'refused'],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999' }, 'rate-limited', 'refused'],
    [404, {}, 'not-found', 'refused'],
    [429, { 'retry-after': '3600' }, 'rate-limited', 'refused'],
    [400, {}, 'status-unexpected', 'refused'],
    [500, {}, 'server-error', 'unreachable'],
    [502, {}, 'server-error', 'unreachable'],
  ])('keep what came where the next is refused with %d %j: %s', async (status, headers, code, alone) => {
    const refuses = statusOnly(status, headers)
    stage.behave({
      [API]: byPath({
        [`/repos/acme/app/attestations/${DIGEST}`]: page([{ bundle: stage.bundle() }], more),
        [`/repositories/1/attestations/${DIGEST}`]: refuses,
      }),
    })
    expect(await stage.ask()).toMatchObject({ claims: 1, complete: false, status: 'partial', codes: [code] })
    stage.behave({ [API]: refuses })
    expect(await stage.ask()).toMatchObject({ claims: 0, complete: false, status: alone, codes: [code] })
  })

  it('are asked for again when GitHub says when, and that is before the deadline', async () => {
    let turn = 0
    const list = page([{ bundle: stage.bundle() }])
    const limited = statusOnly(403, { 'x-ratelimit-remaining': '0', 'retry-after': '1' })
    stage.behave({
      [API]: (exchange) => {
        turn += 1
        return (turn === 1 ? limited : list)(exchange)
      },
    })
    expect(await stage.ask()).toMatchObject({ claims: 1, complete: true })
    turn = 0
    expect(await stage.ask({ timeout: 900 })).toMatchObject({ claims: 0, codes: ['rate-limited'] })
    expect(stage.requests).toHaveLength(3)
  })
})
