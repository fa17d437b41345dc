import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadEngine } from '@pawl/opa'
import { asRefusal, type Environment } from '@pawl/setup'
import {
  contentOf,
  encodeStatement,
  HONEST,
  imageLayout,
  type RegistryDouble,
  registryDouble,
  requireSignIn,
  signEnvelope,
  statement,
  statusOnly,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { program } from '../program.ts'

const NOW = 1_767_312_000
const account = { username: 'robot', password: 'secret' }
const auth = Buffer.from('robot:secret').toString('base64')

let folder: string
let registry: RegistryDouble
let digest: string
const path = (name: string): string => join(folder, name)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pawl-registry-'))
  const key = testKey('ed25519')
  const layout = imageLayout()
  digest = layout.addImage({ content: 'app' })
  layout.tag(digest, '1.4')
  layout.tag(layout.addImage({ content: 'bare' }), 'bare')
  const subject = [{ digest: { sha256: digest.slice(7) } }]
  const review = { subject, predicateType: VULNERABILITY_REVIEW_V1, predicate: vulnerabilityReview() }
  layout.attachLegacy(digest, signEnvelope({ payload: encodeStatement(statement(review)), signers: [{ key }] }))
  layout.write(path('layout'))
  registry = await registryDouble(contentOf(path('layout')))
  writeFileSync(path('security.pub'), key.publicPem)
  writeFileSync(
    path('trust.yaml'),
    `apiVersion: pawl.dev/v1
kind: TrustConfiguration
metadata: { name: test, revision: 1 }
spec: { attesters: [{ name: security, keys: [{ file: security.pub }], claims: [review] }] }
`,
  )
  writePolicy(`${registry.host}/acme/**`)
})
afterEach(async () => {
  await registry.close()
  rmSync(folder, { recursive: true })
})

function writePolicy(images: string): void {
  writeFileSync(
    path('policy.yaml'),
    `apiVersion: pawl.dev/v1
kind: AttestationPolicy
metadata: { name: test, revision: 1 }
spec:
  mode: enforce
  images: ["${images}"]
  require: [{ name: reviewed, claim: review, from: [security], maxAge: 14d }]
`,
  )
}

async function pawl(args: readonly string[], environment: Environment = {}) {
  const lines: string[] = []
  let code: number | undefined
  const out = { write: (text: string) => void lines.push(text), width: 100, paint: (_: string, text: string) => text }
  const world = { out, err: out, clock: () => NOW, loadOpa: loadEngine, environment }
  try {
    await program(world, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', ...args])
    return { code, out: lines.join('\n'), refusal: undefined }
  } catch (error) {
    return { code, out: lines.join('\n'), refusal: asRefusal(error).code }
  }
}

const configured = (): string[] => ['--trust', path('trust.yaml'), '--policy', path('policy.yaml')]
const insecure = (): string[] => ['--insecure-registry', registry.host]
const image = (reference = ':1.4'): string => `${registry.host}/acme/app${reference}`
const check = (...args: readonly string[]) => pawl(['check', ...args, ...configured()])

describe('pawl check of an image in a registry', () => {
  it('allows one by tag and by digest, and denies one that nobody attested: 0, 0, 1', async () => {
    expect(await check(image(), ...insecure())).toMatchObject({ code: 0 })
    expect(await check(image(`@${digest}`), ...insecure())).toMatchObject({ code: 0 })
    const bare = await check(image(':bare'), ...insecure())
    expect(bare).toMatchObject({ code: 1 })
    expect(bare.out).toContain('there is no review')
  })

  it('denies where the registry does not answer, and says so: 1', async () => {
    registry.behave(statusOnly(503, { 'retry-after': '3600' }))
    const run = await check(image(`@${digest}`), ...insecure())
    expect(run).toMatchObject({ code: 1 })
    expect(run.out).toContain('unreachable: server-error')
    expect(await check(image(), ...insecure())).toMatchObject({ code: undefined, refusal: 'image-unavailable' })
  })

  it('asks a registry that a policy governs, though it may be private only where it is named', async () => {
    expect(await check(image())).toMatchObject({ refusal: 'image-unavailable' })
    writePolicy('ghcr.io/acme/**')
    expect(await check(image())).toMatchObject({ refusal: 'registry-not-allowed' })
    expect(registry.requests).toEqual([])
    // Named, it is asked, though no policy governs the image.
    expect(await check(image(), ...insecure())).toMatchObject({ code: 1 })
    expect(registry.requests.length).toBeGreaterThan(0)
  })

  it('asks nothing with --offline, and no registry that is not named beside --evidence', async () => {
    expect(await check(image(), ...insecure(), '--offline')).toMatchObject({ refusal: 'reference-invalid' })
    writePolicy(`${registry.host}/**`)
    const layout = ['--evidence', path('layout')]
    expect(await check(image(`@${digest}`), ...layout)).toMatchObject({ code: 0 })
    expect(registry.requests).toEqual([])
    expect(await check(image(`@${digest}`), ...layout, ...insecure())).toMatchObject({ code: 0 })
    expect(registry.requests.length).toBeGreaterThan(0)
  })

  it('signs in by a pull secret, or by the docker configuration', async () => {
    registry.behave(requireSignIn({ scheme: 'basic', account }, HONEST))
    expect(await check(image(), ...insecure())).toMatchObject({ refusal: 'image-unavailable' })
    const config = JSON.stringify({ auths: { [registry.host]: { auth } } })
    const secret = `kind: Secret\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: ${Buffer.from(config).toString('base64')}\n`
    writeFileSync(path('secret.yaml'), secret)
    expect(await check(image(), ...insecure(), '--pull-secret', path('secret.yaml'))).toMatchObject({ code: 0 })
    writeFileSync(path('config.json'), config)
    const args = ['check', image(), ...configured(), ...insecure()]
    expect(await pawl(args, { DOCKER_CONFIG: folder })).toMatchObject({ code: 0 })
    writeFileSync(path('config.json'), '{')
    expect(await pawl(args, { DOCKER_CONFIG: folder })).toMatchObject({ refusal: 'configuration-invalid' })
  })

  it.each([
    ['--registry', 'ghcr.io/acme'],
    ['--registry', 'ghcr'],
    ['--registry', 'a..b:5'],
    ['--timeout', '0s'],
    ['--timeout', '11m'],
    ['--mirror', 'ghcr.io'],
    ['--auth-host', 'ghcr.io=a.example=b'],
  ])('refuses %s %s: usage or reference-invalid, and asks nothing', async (option, value) => {
    expect((await check(image(), ...insecure(), option, value)).refusal).toMatch(/^(usage|reference-invalid)$/)
    expect(registry.requests).toEqual([])
  })

  it('refuses authorities that are none: configuration-invalid', async () => {
    expect(await check(image(), '--ca', path('security.pub'))).toMatchObject({ refusal: 'configuration-invalid' })
  })
})

describe('pawl capture', () => {
  it('writes what every command takes in place of the registry, under the same name: 0', async () => {
    const run = await pawl(['capture', image(), '-o', path('capture'), ...insecure()])
    expect(run).toMatchObject({ code: 0, refusal: undefined })
    await registry.close()
    for (const subject of [`oci:${path('capture')}`, `oci:${path('capture')}:${image()}`]) {
      expect(await check(subject)).toMatchObject({ code: 0 })
    }
    const input = await pawl(['input', `oci:${path('capture')}`, '--trust', path('trust.yaml')])
    expect(JSON.parse(input.out).images[0]).toMatchObject({ repository: `${registry.host}/acme/app`, digest })
    const description = JSON.parse(readFileSync(path('capture/capture.json'), 'utf8'))
    expect(description).toMatchObject({
      reference: image(),
      digest,
      capturedAt: '2026-01-02T00:00:00Z',
      sources: [{ status: 'complete', found: 1 }],
    })
  })

  it('says that parts are missing, then and whenever it is used: 1', async () => {
    registry.behave(({ question, response, honest }) =>
      question.kind === 'blobs' ? response.writeHead(500).end() : honest(),
    )
    expect(await pawl(['capture', image(), '-o', path('capture'), ...insecure()])).toMatchObject({ code: 1 })
    const inspected = await pawl(['inspect', `oci:${path('capture')}`, '--trust', path('trust.yaml'), '-o', 'json'])
    expect(JSON.parse(inspected.out).subjects[0].sources[0]).toMatchObject({ status: 'partial', found: 0 })
    expect(inspected.out).toContain('server-error')
    expect(await check(`oci:${path('capture')}`)).toMatchObject({ code: 1 })
  })

  it('writes nothing over: output-unwritable', async () => {
    await pawl(['capture', image(), '-o', path('capture'), ...insecure()])
    const again = pawl(['capture', image(':bare'), '-o', path('capture'), ...insecure()])
    expect(await again).toMatchObject({ refusal: 'output-unwritable' })
  })
})
