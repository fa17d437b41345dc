import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { jsonWebKey, testKey, tlsAuthority } from '@pawl/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readGateway } from '../../apps/gateway/src/configuration/read-gateway.ts'
import { reviewPolicy } from './scene.ts'

const MAIN = fileURLToPath(new URL('../../apps/gateway/src/main.ts', import.meta.url))

let folder: string
const path = (name: string): string => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pawl-gateway-'))
  const { authority, issue } = tlsAuthority('a', Math.floor(Date.now() / 1000))
  const { cert, key } = issue('gateway', ['server'], ['localhost'])
  for (const [name, text] of Object.entries({
    'tls.crt': cert,
    'tls.key': key,
    'clients.crt': authority,
    'security.pub': testKey('ed25519').publicPem,
    'jwks.json': JSON.stringify({ keys: [jsonWebKey(testKey('p256'), 'k', 'ES256')] }),
    'policy.yaml': reviewPolicy('p', 'enforce', 'ghcr.io/acme/**'),
    'trust.yaml': `apiVersion: pawl.dev/v1
kind: TrustConfiguration
metadata: { name: test, revision: 1 }
spec: { attesters: [{ name: security, keys: [{ file: security.pub }], claims: [review] }] }
`,
  })) {
    writeFileSync(path(name), text)
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

const SPEC = {
  listen: '{ address: 127.0.0.1, port: 0 }',
  tls: '{ certificate: tls.crt, key: tls.key, clients: [clients.crt] }',
  configuration: '{ files: { trust: trust.yaml, policies: [policy.yaml] } }',
}

const TOKENS = {
  required: 'true',
  issuer: 'https://kubernetes.default.svc.cluster.local',
  audience: 'kyverno-svc.kyverno.io',
  jwks: 'jwks.json',
  subjects: '["system:serviceaccount:kyverno:kyverno-admission-controller"]',
}

/** `spec.kyverno` with tokens, in which one member is another; an empty one is left out. */
function kyvernoWith(tokens: Readonly<Record<string, string>>) {
  const members = Object.entries({ ...TOKENS, ...tokens }).filter(([, value]) => value !== '')
  const written = members.map(([name, value]) => `${name}: ${value}`).join(', ')
  return { kyverno: `{ listen: { address: 127.0.0.1, port: 0 }, tokens: { ${written} } }` }
}

type Spec = Readonly<Record<string, string>>

/** The command that runs a gateway by a file with this `spec`. */
function commandOf(spec: Spec): readonly string[] {
  const lines = Object.entries({ ...SPEC, ...spec }).filter(([, value]) => value !== '')
  writeFileSync(
    path('gateway.yaml'),
    `apiVersion: pawl.dev/v1
kind: GatewayConfiguration
metadata: { name: test }
spec:
${lines.map(([name, value]) => `  ${name}: ${value}\n`).join('')}`,
  )
  return ['--conditions=@pawl/source', MAIN, '--config', path('gateway.yaml')]
}

function gateway(spec: Spec, ...args: readonly string[]) {
  const command = [...commandOf(spec), ...args]
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', timeout: 20_000 })
  return { status, said: stderr.replaceAll(folder, 'DIR') }
}

/** What a gateway says of itself until it listens everywhere; it is ended then. */
async function startOf(spec: Spec): Promise<string> {
  const running = spawn(process.execPath, commandOf(spec), { stdio: ['ignore', 'ignore', 'pipe'], timeout: 20_000 })
  running.stderr.setEncoding('utf8')
  let said = ''
  running.stderr.on('data', (part: string) => {
    said += part
    if (part.includes('for Kyverno')) running.kill('SIGTERM')
  })
  expect(await once(running, 'close')).toStrictEqual([0, null])
  return said
}

describe('pawl-gateway --check', { timeout: 60_000 }, () => {
  it('reads everything that is named, and ends with 0', () => {
    expect(gateway({}, '--check')).toStrictEqual({ status: 0, said: 'the configuration can be used: p\n' })
  })

  it('takes no cache at all, as Gatekeeper writes it, and no other way', () => {
    expect(gateway({ gatekeeper: '{ cacheTtl: 0s }' }, '--check').status).toBe(0)
    expect(gateway({ gatekeeper: '{ cacheTtl: 0 }' }, '--check').status).toBe(2)
  })

  it.each([
    ['no callers', { tls: '{ certificate: tls.crt, key: tls.key, clients: [] }' }, 'gateway.yaml:6:'],
    ['no authority of callers', { tls: '{ certificate: tls.crt, key: tls.key }' }, 'gateway.yaml:6:'],
    ['no policy', { configuration: '{ files: { trust: trust.yaml, policies: [] } }' }, 'gateway.yaml:7:'],
    ['neither files nor a bundle', { configuration: '{}' }, 'gateway.yaml:7:'],
    [
      'both',
      {
        configuration:
          '{ files: { trust: a, policies: [b] }, signed: { bundle: a, keys: [b], state: c, minRevision: 1 } }',
      },
      'gateway.yaml:7:',
    ],
    [
      'a bundle without a least revision',
      { configuration: '{ signed: { bundle: a, keys: [b], state: c } }' },
      'gateway.yaml:7:',
    ],
    [
      'a bundle without keys',
      { configuration: '{ signed: { bundle: a, keys: [], state: c, minRevision: 1 } }' },
      'gateway.yaml:7:',
    ],
    ['a slip', { registry: '{}' }, 'gateway.yaml:8:'],
    ['a time that is none', { gatekeeper: '{ timeout: 2 }' }, 'gateway.yaml:8:'],
    ['a time of nothing', { gatekeeper: '{ timeout: 0s }' }, 'gateway.yaml:8:'],
  ])('is refused with %s, and says where: configuration-invalid', (_, spec, place) => {
    const { status, said } = gateway(spec, '--check')
    expect(status).toBe(2)
    expect(said).toMatch(/^configuration-invalid: /)
    expect(said).toContain(`DIR/${place}`)
  })

  it('is refused with a bundle that is not there: source-unreadable', () => {
    writeFileSync(path('operator.pub'), testKey('ed25519').publicPem)
    const signed = '{ signed: { bundle: no.json, keys: [operator.pub], state: seen, minRevision: 1 } }'
    const { status, said } = gateway({ configuration: signed }, '--check')
    expect(status).toBe(2)
    expect(said).toMatch(/^source-unreadable: /)
  })

  it('is used with a place of evidence that is there, and refused with one that is not: source-unreadable', () => {
    writeFileSync(path('evidence.jsonl'), '')
    expect(gateway({ evidence: '[evidence.jsonl]' }, '--check')).toMatchObject({ status: 0 })
    const { status, said } = gateway({ evidence: '[evidence.json]' }, '--check')
    expect(status).toBe(2)
    expect(said).toMatch(/^source-unreadable: .*\n {2}DIR\/evidence\.json\n/)
  })

  it('is used with authorities of registries, and refused with a file of none: configuration-invalid', () => {
    expect(gateway({ registries: '{ authorities: [clients.crt] }' }, '--check')).toMatchObject({ status: 0 })
    const { status, said } = gateway({ registries: '{ authorities: [security.pub] }' }, '--check')
    expect(status).toBe(2)
    expect(said).toMatch(/^configuration-invalid: .*\n {2}DIR\/security\.pub: /)
  })

  it('is refused with a pull secret that is not there: source-unreadable', () => {
    const { status, said } = gateway({ registries: '{ pullSecrets: [secret.json] }' }, '--check')
    expect(status).toBe(2)
    expect(said).toMatch(/^source-unreadable: .*\n {2}DIR\/secret\.json/)
  })

  it('is refused with a key of somebody else: tls-unusable', () => {
    writeFileSync(path('tls.key'), testKey('p256').privatePem)
    expect(gateway({}, '--check')).toMatchObject({ status: 2, said: expect.stringMatching(/^tls-unusable: /) })
  })

  // Node takes such a file for no authority at all, and says nothing.
  it.each([
    ['text', 'no certificate'],
    ['a key', testKey('p256').publicPem],
    ['half a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'],
  ])('is refused with %s for the authorities of callers: configuration-invalid', (_, text) => {
    writeFileSync(path('clients.crt'), text)
    const { status, said } = gateway({}, '--check')
    expect(status).toBe(2)
    expect(said).toMatch(/^configuration-invalid: .*\n {2}DIR\/clients\.crt: /)
  })

  it('is refused with a policy that names nobody: policy-invalid', () => {
    writeFileSync(
      path('policy.yaml'),
      reviewPolicy('p', 'enforce', 'ghcr.io/acme/**').replace('[security]', '[nobody]'),
    )
    expect(gateway({}, '--check')).toMatchObject({ status: 2, said: expect.stringMatching(/^policy-invalid: /) })
  })
})

describe('the listener of Kyverno', { timeout: 60_000 }, () => {
  const listen = 'listen: { address: 127.0.0.1, port: 0 }'

  it('is used as it is written, with tokens and without', () => {
    expect(gateway({ kyverno: `{ ${listen} }` }, '--check').status).toBe(0)
    expect(gateway({ kyverno: `{ ${listen}, timeout: 30s }` }, '--check').status).toBe(0)
    for (const required of ['true', 'false']) expect(gateway(kyvernoWith({ required }), '--check').status).toBe(0)
  })

  it.each([
    ['nowhere to listen', { kyverno: '{}' }],
    ['a port that is none', { kyverno: '{ listen: { address: 127.0.0.1, port: 65536 } }' }],
    ['a time of nothing', { kyverno: `{ ${listen}, timeout: 0s }` }],
    ['a time longer than webhooks wait', { kyverno: `{ ${listen}, timeout: 31s }` }],
    ['certificates of callers, which Kyverno does not have', { kyverno: `{ ${listen}, clients: [clients.crt] }` }],
    ['tokens of which nobody says whether they are required', kyvernoWith({ required: '' })],
    ['tokens that are required in words', kyvernoWith({ required: '"true"' })],
    ['tokens of any issuer', kyvernoWith({ issuer: '' })],
    ['tokens for any audience', kyvernoWith({ audience: '' })],
    ['tokens for an audience without a name', kyvernoWith({ audience: '""' })],
    ['tokens by nobody’s keys', kyvernoWith({ jwks: '' })],
    ['tokens of any ServiceAccount', kyvernoWith({ subjects: '' })],
    ['tokens of no ServiceAccount', kyvernoWith({ subjects: '[]' })],
    ['tokens of a person', kyvernoWith({ subjects: '[admin]' })],
    ['tokens of a whole namespace', kyvernoWith({ subjects: '["system:serviceaccount:kyverno:*"]' })],
    ['a slip', kyvernoWith({ subject: 'x' })],
  ])('is refused with %s, and says where: configuration-invalid', (_, spec) => {
    const { status, said } = gateway(spec, '--check')
    expect(status).toBe(2)
    expect(said).toMatch(/^configuration-invalid: /)
    expect(said).toContain('DIR/gateway.yaml:8:')
  })

  it('is refused with keys that are none, and with a private one: configuration-invalid', () => {
    for (const text of [
      '{}',
      '{"keys":[]}',
      JSON.stringify({ keys: [{ kty: 'oct', kid: 'k', alg: 'HS256', k: 'eA' }] }),
    ]) {
      writeFileSync(path('jwks.json'), text)
      const { status, said } = gateway(kyvernoWith({}), '--check')
      expect(status).toBe(2)
      expect(said).toMatch(/^configuration-invalid: the keys of ServiceAccount tokens .*\n {2}DIR\/jwks\.json/)
    }
  })

  it('is refused with keys that are not there: source-unreadable', () => {
    expect(gateway(kyvernoWith({ jwks: 'none.json' }), '--check')).toMatchObject({
      status: 2,
      said: expect.stringMatching(/^source-unreadable: .*\n {2}DIR\/none\.json/),
    })
  })

  it.each([
    ['tokens are not looked at', {}, 'whoever reaches it is answered\n'],
    [
      'none is required',
      { required: 'false' },
      'whoever reaches it is answered, and with a token only if it is valid\n',
    ],
    ['one is required', { required: 'true' }, 'a token is required\n'],
  ])('says at the start who is answered where %s', async (_, tokens, words) => {
    const spec = Object.keys(tokens).length === 0 ? { kyverno: `{ ${listen} }` } : kyvernoWith(tokens)
    expect(await startOf(spec)).toMatch(new RegExp(`listening for Kyverno at https://127\\.0\\.0\\.1:[0-9]+: ${words}`))
  })

  it('is written in the README as it can be read', () => {
    const page = readFileSync('apps/gateway/README.md', 'utf8')
    writeFileSync(path('gateway.yaml'), /^```yaml\n([\s\S]*?)^```/m.exec(page)?.[1] ?? '')
    const { kyverno } = readGateway(path('gateway.yaml')).configuration.spec
    expect(kyverno).toMatchObject({ timeout: 10, tokens: { required: false, audience: 'kyverno-svc.kyverno.io' } })
  })

  it('ends the whole gateway where it cannot listen: address-unusable', () => {
    expect(gateway({ kyverno: '{ listen: { address: 192.0.2.1, port: 8444 } }' })).toMatchObject({
      status: 2,
      said: expect.stringMatching(/^address-unusable: /),
    })
  })
})

describe('pawl-gateway', { timeout: 60_000 }, () => {
  it('does not start without its key: source-unreadable', () => {
    rmSync(path('tls.key'))
    expect(gateway({})).toMatchObject({ status: 2, said: expect.stringMatching(/^source-unreadable: /) })
  })

  it('does not start at an address that it does not have: address-unusable', () => {
    expect(gateway({ listen: '{ address: 192.0.2.1, port: 8443 }' })).toMatchObject({
      status: 2,
      said: expect.stringMatching(/^address-unusable: /),
    })
  })
})
