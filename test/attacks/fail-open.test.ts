import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asRefusal } from '@pawl/setup'
import { HONEST, hang, serverCertificate, statusOnly } from '@pawl/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readGateway } from '../../apps/gateway/src/configuration/read-gateway.ts'
import { checkGateway } from '../../apps/gateway/src/start.ts'
import { at, newHouse, PROFILES, pawl, write } from '../configuration/house.ts'
import { type GatewayScene, gatewayScene, NOW, reviewPolicy } from '../gateway/scene.ts'
import { type Cluster, cluster, NO_CLUSTER, podOf } from './cluster.ts'
import { askedOf, asking, keyOf, nothing, PATIENT, TWO_PROFILES, VALIDATE } from './gateway.ts'

const POLICIES = {
  'reviewed.yaml': reviewPolicy('reviewed', 'enforce', 'REGISTRY/acme/**'),
  'other.yaml': reviewPolicy('other', 'enforce', 'REGISTRY/other/**'),
}

/** How a registry can fail, and what then stands in an answer without items. */
const FAILING = [
  ['stalls', hang, 'deadline-passed'],
  ['is broken', statusOnly(500), 'server-error'],
  ['asks to wait', statusOnly(429), 'rate-limited'],
] as const

describe('of the gateway', () => {
  let scene: GatewayScene
  beforeAll(async () => {
    const more = '  gatekeeper: { cacheTtl: 0s, timeout: 3s }\n'
    scene = await gatewayScene({ policies: POLICIES, ...TWO_PROFILES, more })
  })
  afterAll(() => scene.close())
  afterEach(() => scene.registry.behave(HONEST))

  it.each(FAILING)('C88 nothing is answered while the registry %s, and a yes after it', async (_, behaviour, code) => {
    const { good } = scene
    const validate = () => scene.post(VALIDATE, asking([keyOf(good.pinned, 'strict')]))
    scene.registry.behave(behaviour)
    expect(await validate()).toMatchObject({ status: 503, body: nothing(code) })
    scene.registry.behave(HONEST)
    expect(await askedOf(scene, good.pinned, 'strict')).toBe('allow')
  })

  it('C88 no configuration that fails open begins', async () => {
    const path = join(scene.folder, 'gateway.yaml')
    const profiles = join(scene.folder, 'profiles.yaml')
    const [before, written] = [path, profiles].map((name) => readFileSync(name, 'utf8'))
    if (before === undefined || written === undefined) throw new TypeError('nothing was written')
    const checked = async (text: string, table: string): Promise<string> => {
      writeFileSync(path, text)
      writeFileSync(profiles, table)
      try {
        await checkGateway(readGateway(path), {}, NOW)
        return 'begins'
      } catch (error) {
        return asRefusal(error).code
      }
    }
    expect(await checked(before, written)).toBe('begins')
    const audited = written.replace('name: strict, mode: enforce', 'name: strict, mode: audit')
    const lax = written.replace('unknownNamespaces: strict', 'unknownNamespaces: lax')
    const silent = written.replace(', governedElsewhere: nobody', '')
    const absent = written.replace('  unknownNamespaces: strict\n', '')
    for (const [name, text, table, code] of [
      ['unknown namespaces are audited', before, audited, 'policy-invalid'],
      ['unknown namespaces let by what no policy governs', before, lax, 'policy-invalid'],
      ['unknown namespaces have no profile', before, absent, 'policy-invalid'],
      ['nobody is named who governs the rest', before, silent, 'policy-invalid'],
      ['anybody may call', before.replace('clients: [clients.crt]', 'clients: []'), written, 'configuration-invalid'],
      ['callers are not spoken of', before.replace(', clients: [clients.crt]', ''), written, 'configuration-invalid'],
      [
        'there are no policies',
        before.replace(/policies: \[[^\]]*\]/, 'policies: []'),
        written,
        'configuration-invalid',
      ],
      ['it answers after Gatekeeper', before.replace('timeout: 3s', 'timeout: 0s'), written, 'configuration-invalid'],
      ['a word is misspelt', before.replace('cacheTtl', 'cacheTTL'), written, 'configuration-invalid'],
    ] as const) {
      expect([name, await checked(text, table)]).toStrictEqual([name, code])
    }
    expect(await checked(before, written)).toBe('begins')
  })
})

it('C88 no manifest that fails open is compiled', async () => {
  newHouse()
  write('ca.pem', serverCertificate(['gateway.pawl'], NOW).authority)
  const compile = async (timeout: string, ...more: readonly string[]): Promise<string> => {
    const files = ['--policy', at('policy.yaml'), ...more]
    const gateway = ['--gateway-url', 'https://gateway.pawl:8443', '--gateway-ca', at('ca.pem')]
    const run = await pawl('gatekeeper', 'compile', ...files, ...gateway, '--timeout', timeout, '--mode', 'decision')
    return run.refused ?? run.out
  }
  const manifests = await compile('2')
  expect(manifests).toContain('enforcementAction: deny')
  expect(manifests).toContain('failurePolicy: Fail')
  expect(manifests).not.toMatch(/failurePolicy: (?!Fail$)/m)
  expect(manifests).not.toMatch(/insecureTLSSkipVerify|objectSelector|excludedNamespaces/)
  expect(await compile('0')).toBe('usage')
  for (const [written, instead] of [
    ['mode: enforce', 'mode: audit'],
    ['unknownNamespaces: strict', 'unknownNamespaces: lenient'],
    ['mode: enforce', 'mode: enforce, unmatched: allow'],
  ] as const) {
    const profiles = write('profiles.yaml', PROFILES.replace(written, instead))
    expect([instead, await compile('2', '--profiles', profiles)]).toStrictEqual([instead, 'policy-invalid'])
  }
  expect(await compile('2', '--profiles', write('profiles.yaml', PROFILES))).toContain('unknown := "strict"')
})

describe.skipIf(NO_CLUSTER).each(['decision', 'document'] as const)('of the cluster in %s mode', (asks) => {
  let house: Cluster
  beforeAll(async () => {
    house = await cluster({ asks, policies: POLICIES, ...TWO_PROFILES, ...PATIENT })
  })
  afterAll(() => house?.close())

  it('C88 a pod is denied while nobody answers, and allowed after it', async () => {
    const { good } = house.scene
    for (const [, behaviour, code] of FAILING.slice(1)) {
      house.scene.registry.behave(behaviour)
      expect([code, await house.admit(podOf(good.pinned))]).toStrictEqual([code, `deny ${code}`])
      house.scene.registry.behave(HONEST)
      expect(await house.admit(podOf(good.pinned))).toBe('allow')
    }
    await house.restart('3m')
    house.scene.registry.behave(statusOnly(500))
    expect(await house.admit(podOf(good.pinned))).toBe('deny server-error')
    house.scene.registry.behave(HONEST)
    // What could not be answered is not kept either.
    expect(await house.admit(podOf(good.pinned))).toBe('allow')
    await house.restart('0s')
    await house.scene.gateway.close()
    expect(await house.admit(podOf(good.pinned))).toMatch(/^deny /)
  })
})
