import { type Found, readKeys } from '@pawl/gatekeeper'
import { parsePolicy, parseProfiles } from '@pawl/policy'
import { judgingOfFiles, parseYaml } from '@pawl/setup'
import { HONEST, hang, statusOnly } from '@pawl/testkit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { imageFinder } from '../../apps/gateway/src/evidence/find-image.ts'
import { at, newHouse, POLICY } from '../configuration/house.ts'
import { type GatewayScene, gatewayScene, NOW, reviewPolicy } from '../gateway/scene.ts'

const SCHEMA = 'pawl.dev/gatekeeper/v1'
const keyOf = (reference: string, profile = 'production') => JSON.stringify([SCHEMA, 'decision', profile, reference])

let scene: GatewayScene
beforeAll(async () => {
  scene = await gatewayScene({
    policies: { 'reviewed.yaml': reviewPolicy('reviewed', 'enforce', 'REGISTRY/acme/**') },
    profiles: PROFILES,
  })
})
afterAll(() => scene.close())
beforeEach(() => {
  scene.registry.behave(HONEST)
  scene.at(NOW)
})

const PROFILES = `apiVersion: pawl.dev/v1
kind: ProfileConfiguration
metadata: { name: test, revision: 1 }
spec:
  profiles:
    - { name: production, mode: enforce, policies: [reviewed], namespaces: ["prod-*"] }
    - { name: sandbox, mode: audit, policies: [reviewed], namespaces: [sandbox] }
  unknownNamespaces: production
`

interface Item {
  readonly key: string
  readonly value: {
    readonly accepted?: { readonly enforce: boolean }
    readonly reasons: readonly string[]
    readonly validUntil: number
  }
}
interface Body {
  readonly response: { readonly items: readonly Item[]; readonly systemError: string }
}

async function ask(...keys: readonly string[]) {
  const request = { apiVersion: 'externaldata.gatekeeper.sh/v1beta1', kind: 'ProviderRequest', request: { keys } }
  const { status, body } = await scene.post('/gatekeeper/v1beta1/validate', request)
  return { status, ...(body as Body).response }
}

/** `yes`, the reasons of a no, or the system error. */
async function comesOf(reference: string, profile?: string): Promise<string> {
  const { items, systemError } = await ask(keyOf(reference, profile))
  const [item] = items
  if (item === undefined) return systemError
  return item.value.accepted?.enforce === true && item.value.reasons.length === 0 ? 'yes' : item.value.reasons.join()
}

it('C85 a repository that only looks like the one that is governed', async () => {
  const { digest, pinned } = scene.good
  const { host } = scene.registry
  expect(await comesOf(pinned)).toBe('yes')
  const before = scene.registry.requests.length
  for (const other of ['acme-evil/app', 'acm/app', 'acmeapp', 'x/acme/app', 'library/acme/app']) {
    expect([other, await comesOf(`${host}/${other}@${digest}`)]).toStrictEqual([
      other,
      'reviewed/reviewed: not-governed',
    ])
  }
  expect(await comesOf(`docker.io/acme/app@${digest}`)).toBe('reviewed/reviewed: not-governed')
  expect(await comesOf(`acme/app@${digest}`)).toBe('reviewed/reviewed: not-governed')
  for (const other of [
    `${host}/ACME/app`,
    `${host}/acme/../evil/app`,
    `${host}//acme/app`,
    `user@${host}/acme/app`,
    `https://${host}/acme/app`,
  ]) {
    expect([other, await comesOf(`${other}@${digest}`)]).toStrictEqual([other, 'reference-invalid'])
  }
  expect(scene.registry.requests).toHaveLength(before)
})

it('C88 a gateway that cannot decide, and a start that would leave it open', async () => {
  const { tag, pinned } = scene.good
  for (const [behaviour, code] of [
    [statusOnly(500), 'server-error'],
    [statusOnly(429), 'rate-limited'],
    [hang, 'deadline-passed'],
  ] as const) {
    scene.registry.behave(behaviour)
    expect(await ask(keyOf(pinned))).toStrictEqual({ status: 503, idempotent: true, items: [], systemError: code })
    expect((await ask(keyOf(tag))).items).toStrictEqual([])
  }
  scene.registry.behave(HONEST)
  expect(await comesOf(pinned)).toBe('yes')
  const policy = parsePolicy(parseYaml(reviewPolicy('reviewed', 'enforce', 'a/**'), 'p').value, NOW)
  const start = (text: string) => () => parseProfiles(parseYaml(text, 'profiles').value, [policy], 'unlimited')
  expect(start(PROFILES)).not.toThrow()
  for (const [find, replace] of [
    ['unknownNamespaces: production', 'unknownNamespaces: sandbox'],
    ['  unknownNamespaces: production\n', ''],
    ['["prod-*"]', '["prod-*"], unmatched: allow'],
    ['policies: [reviewed], namespaces: ["prod-*"]', 'policies: [], namespaces: ["prod-*"]'],
    ['mode: enforce', 'mode: off'],
  ] as const) {
    expect(PROFILES).toContain(find)
    expect(start(PROFILES.replace(find, replace))).toThrow(expect.objectContaining({ code: 'policy-invalid' }))
  }
})

it('C89 an error that is swallowed on the way', async () => {
  newHouse()
  const judging = judgingOfFiles({ trust: at('trust.yaml'), policies: [at('policy.yaml')] }, NOW)
  expect(POLICY).toContain('images:')
  const [image = ''] = [...judging.profiles.values()].flatMap(({ compiled }) =>
    compiled.policies.flatMap(({ images }) => images.map(({ glob }) => glob)),
  )
  const reference = `${image.replace('/**', '/app').replace('**', 'ghcr.io/acme/app')}@sha256:${'a'.repeat(64)}`
  const verified = {
    summary: {
      digest: `sha256:${'a'.repeat(64)}`,
      verifiedAt: NOW,
      validUntil: NOW + 300,
      trust: judging.trust.reference,
      claims: [],
    },
    findings: [],
  }
  const sound = {
    judging,
    access: { open: () => ({ mayAsk: () => false, close: async () => undefined }), named: [], github: () => undefined },
    pool: { verify: async () => ({ outcome: 'verified', image: verified }), close: async () => undefined },
    evidence: [],
    clock: () => NOW,
  }
  const find = (change: object): Promise<Found> => imageFinder({ ...sound, ...change } as never).find(reference, 1000)
  expect(await find({})).toMatchObject({ outcome: 'entry', entry: { reference } })
  const thrown = [
    new TypeError('x'),
    'x',
    undefined,
    null,
    { code: 'entry' },
    Promise.reject(new Error('x')).catch(() => 0),
  ]
  for (const each of thrown) {
    const throws = (): never => {
      // oxlint-disable-next-line typescript/only-throw-error -- libraries throw anything
      throw each
    }
    for (const change of [
      { access: { ...sound.access, open: throws } },
      { access: { ...sound.access, open: () => ({ mayAsk: throws, close: async () => undefined }) } },
      { access: { ...sound.access, open: () => ({ mayAsk: () => false, close: throws }) } },
      { pool: { verify: throws } },
      { pool: { verify: async () => throws() } },
      { pool: { verify: async () => undefined } },
      { clock: throws },
      { judging: { ...judging, profiles: undefined } },
    ]) {
      expect(await find(change)).toStrictEqual({ outcome: 'unanswered', code: 'defect' })
    }
  }
})

it('C92 a verdict that is kept after its claim has ended', async () => {
  const { pinned } = scene.good
  const [item] = (await ask(keyOf(pinned))).items
  expect(item?.value.validUntil).toBe(NOW + 20)
  // The review is a minute old, and may be 14 days.
  const end = NOW - 60 + 14 * 86_400 + 1
  scene.at(end - 3)
  const [last] = (await ask(keyOf(pinned))).items
  expect([last?.value.accepted?.enforce, last?.value.validUntil]).toStrictEqual([true, end])
  scene.at(end)
  expect(await comesOf(pinned)).toBe('reviewed/reviewed: claim-too-old')
})

it('C93 an answer for one namespace that is used in another', async () => {
  const { pinned } = scene.bare
  expect(await comesOf(pinned, 'production')).toBe('reviewed/reviewed: claim-missing')
  const [sandbox, production] = (await ask(keyOf(pinned, 'sandbox'), keyOf(pinned))).items
  expect([sandbox?.key, sandbox?.value.accepted?.enforce]).toStrictEqual([keyOf(pinned, 'sandbox'), true])
  expect([production?.key, production?.value.accepted?.enforce]).toStrictEqual([keyOf(pinned), false])
  // No reference can be read as another profile, and no profile as a reference.
  const profiles = new Map([['production', undefined as never]])
  for (const reference of ['x","sandbox', '["a"]', '\\"', 'a", "b']) {
    expect(readKeys([keyOf(reference)], { profiles })).toStrictEqual([
      { key: keyOf(reference), asks: 'decision', profile: 'production', reference },
    ])
  }
  expect(readKeys([`["${SCHEMA}","decision","production","a","sandbox"]`], { profiles })).toBe(undefined)
})

it('C94 a request that takes more than it costs', async () => {
  const { pinned } = scene.good
  const many = Array.from({ length: 64 }, (_, index) => keyOf(`${scene.registry.host}/other/app:${index}`))
  expect((await ask(...many)).items).toHaveLength(64)
  expect(await ask(...many, keyOf(pinned))).toMatchObject({ status: 503, items: [], systemError: 'limit-exceeded' })
  expect(await ask(keyOf('x'.repeat(5000)))).toMatchObject({ status: 503, items: [], systemError: 'profile-unknown' })
  const { known: caller } = scene.callers
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const reply = await scene.send('/gatekeeper/v1beta1/validate', deep, {
    method: 'POST',
    type: 'application/json',
    caller,
  })
  expect([reply.status, (reply.body as Body).response.systemError]).toStrictEqual([503, 'request-malformed'])
  // What looks like an expression is a name, and stays one.
  for (const text of ['{{ .Values.x }}', '$(id)', 'data["pawl"]', '$' + '{7*7}', "'; DROP"]) {
    expect([text, await comesOf(`${scene.registry.host}/acme/${text}`)]).toStrictEqual([text, 'reference-invalid'])
  }
  expect(await comesOf(pinned)).toBe('yes')
})

it('C96 control characters in what is printed', async () => {
  const ansi = '\u001b[31mred\u001b[0m\u0007\r\n<script>alert(1)</script>'
  const { items } = await ask(keyOf(ansi), keyOf(scene.good.pinned))
  expect(items.map(({ value }) => value.reasons)).toStrictEqual([['reference-invalid'], []])
  // Nothing of it is in a header, in a reason or in an error; the key is JSON, in which it is escaped.
  expect(items[0]?.key).toBe(keyOf(ansi))
  expect(/\p{Cc}/u.test(keyOf(ansi))).toBe(false)
})
