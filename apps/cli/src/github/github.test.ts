import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadEngine } from '@pawl/opa'
import { asRefusal, type Environment } from '@pawl/setup'
import {
  contentOf,
  encodeStatement,
  imageLayout,
  type RegistryDouble,
  recordingProxy,
  registryDouble,
  serverCertificate,
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
const STORE = 'tmaproduction.blob.core.windows.net'

let folder: string
let server: RegistryDouble
let registry: RegistryDouble
let digest: string
let bundle: object
const path = (name: string): string => join(folder, name)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pawl-github-'))
  const key = testKey('ed25519')
  const layout = imageLayout()
  digest = layout.addImage({ content: 'app' })
  layout.tag(digest, '1.4')
  layout.write(path('layout'))
  const subject = [{ digest: { sha256: digest.slice(7) } }]
  const review = { subject, predicateType: VULNERABILITY_REVIEW_V1, predicate: vulnerabilityReview() }
  bundle = signEnvelope({ payload: encodeStatement(statement(review)), signers: [{ key }] })
  const certificate = serverCertificate(['localhost', 'api.github.com', STORE], Math.floor(Date.now() / 1000))
  registry = await registryDouble(contentOf(path('layout')))
  server = await registryDouble(contentOf(path('layout')), statusOnly(404), certificate)
  answer({ bundle })
  writeFileSync(path('ca.pem'), certificate.authority)
  writeFileSync(path('token'), 'ghp_secret\n')
  writeFileSync(path('security.pub'), key.publicPem)
  const attester = { name: 'security', keys: [{ file: 'security.pub' }], claims: ['review'] }
  write('trust.yaml', 'TrustConfiguration', { attesters: [attester] })
  const reviewed = { name: 'reviewed', claim: 'review', from: ['security'], maxAge: '14d' }
  write('policy.yaml', 'AttestationPolicy', { mode: 'enforce', images: ['**'], require: [reviewed] })
})
afterEach(async () => {
  await Promise.all([registry.close(), server.close()])
  rmSync(folder, { recursive: true })
})

function write(name: string, kind: string, spec: object): void {
  const metadata = { name: 'test', revision: 1 }
  writeFileSync(path(name), JSON.stringify({ apiVersion: 'pawl.dev/v1', kind, metadata, spec }))
}

/** One attestation in the list; the bundle itself wherever else something is asked for. */
function answer(entry: object): void {
  server.behave(({ question, response }) => {
    const isList = question.url.pathname.includes('/attestations/sha256:')
    response.writeHead(200).end(JSON.stringify(isList ? { attestations: [entry] } : bundle))
  })
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

const enterprise = (): string[] => ['--github-api', `https://localhost:${server.port}/api/v3`, '--ca', path('ca.pem')]
const configured = (): string[] => ['--trust', path('trust.yaml'), '--policy', path('policy.yaml')]
const check = (...args: readonly string[]) => pawl(['check', digest, ...configured(), ...args])
const insecure = (): string[] => ['--insecure-registry', registry.host]
const image = (): string => `${registry.host}/acme/app:1.4`

describe('pawl check with evidence at GitHub', () => {
  it('allows by what GitHub keeps, and denies where it keeps nothing or does not answer: 0, 1, 1', async () => {
    expect(await check('--evidence', 'github:acme/app', ...enterprise())).toMatchObject({ code: 0 })
    expect(await check('--evidence', 'github:acme', ...enterprise())).toMatchObject({ code: 0 })
    expect(server.requests.map((each) => each.path)).toEqual([
      `/api/v3/repos/acme/app/attestations/${digest}?per_page=100`,
      `/api/v3/orgs/acme/attestations/${digest}?per_page=100`,
    ])
    server.behave(({ response }) => response.writeHead(200).end('{"attestations":[]}'))
    expect(await check('--evidence', 'github:acme/app', ...enterprise())).toMatchObject({ code: 1 })
    server.behave(statusOnly(401))
    const refused = { code: 1, out: expect.stringContaining('refused: unauthorized') }
    expect(await check('--evidence', 'github:acme/app', ...enterprise())).toMatchObject(refused)
  })

  it('adds to the evidence beside an image in a registry', async () => {
    const args = ['check', image(), ...configured(), ...insecure()]
    expect(await pawl(args)).toMatchObject({ code: 1 })
    expect(await pawl([...args, '--evidence', 'github:acme/app', ...enterprise()])).toMatchObject({ code: 0 })
  })

  it('shows a token of the environment to github.com alone, and one of a file to the API that is named', async () => {
    const environment = { GH_TOKEN: 'env-token', GITHUB_TOKEN: 'other-token' }
    const args = ['check', digest, ...configured(), '--evidence', 'github:acme/app']
    const shown = (): unknown => server.requests.at(-1)?.authorization
    expect(await pawl([...args, ...enterprise()], environment)).toMatchObject({ code: 0 })
    expect(shown()).toBe(undefined)
    await pawl([...args, ...enterprise(), '--github-token-file', path('token')], environment)
    expect(shown()).toBe('Bearer ghp_secret')
    const proxy = await recordingProxy(() => server.port)
    const world = { HTTPS_PROXY: proxy.url, ...environment }
    args.push('--ca', path('ca.pem'))
    expect(await pawl(args, world)).toMatchObject({ code: 0 })
    expect(shown()).toBe('Bearer env-token')
    await pawl([...args, '--github-api', 'https://api.github.com/'], { ...world, GH_TOKEN: '' })
    expect(shown()).toBe('Bearer other-token')
    expect(proxy.asked).toEqual(['api.github.com:443', 'api.github.com:443'])
    await proxy.close()
  })

  it('fetches bundles from the host of github.com, and from others only where they are named', async () => {
    const proxy = await recordingProxy(() => server.port)
    const args = ['check', digest, ...configured(), '--evidence', 'github:acme/app', '--ca', path('ca.pem')]
    answer({ bundle_url: `https://${STORE}/b` })
    expect(await pawl(args, { HTTPS_PROXY: proxy.url })).toMatchObject({ code: 0 })
    answer({ bundle_url: `https://api.github.com/b` })
    expect(await pawl(args, { HTTPS_PROXY: proxy.url })).toMatchObject({ code: 1 })
    args.push('--github-bundle-host', 'API.github.com:443')
    expect(await pawl(args, { HTTPS_PROXY: proxy.url })).toMatchObject({ code: 0 })
    await proxy.close()
  })

  it.each([
    [['--evidence', 'github:acme/app/x'], 'reference-invalid'],
    [['--evidence', 'github:'], 'reference-invalid'],
    [['--evidence', 'github:acme/app', '--offline'], 'usage'],
    [['--github-api', 'http://ghe.example'], 'reference-invalid'],
    [['--github-bundle-host', 'https://a.example'], 'usage'],
    [['--github-bundle-host', 'localhost'], 'usage'],
  ])('refuses %j: %s, and asks nothing', async (args, refusal) => {
    expect(await check(...args)).toMatchObject({ code: undefined, refusal })
    expect(server.requests).toEqual([])
  })

  it.each(['', 'two\nlines', 'a\r\nx-header: b', 'a b', 'a'.repeat(4096)])(
    'refuses the token %j: configuration-invalid, and prints nothing of it',
    async (token) => {
      writeFileSync(path('token'), token)
      const args = ['--evidence', 'github:acme/app', ...enterprise(), '--github-token-file', path('token')]
      expect(await check(...args)).toMatchObject({ refusal: 'configuration-invalid', out: '' })
      expect(server.requests).toEqual([])
    },
  )
})

describe('pawl capture with evidence at GitHub', () => {
  const capture = () =>
    pawl(['capture', image(), '-o', path('capture'), ...insecure(), '--evidence', 'github:acme/app', ...enterprise()])

  it('keeps it beside the layout, where every command finds it: 0', async () => {
    expect(await capture()).toMatchObject({ code: 0, refusal: undefined })
    expect(readdirSync(path('capture/evidence'))).toEqual(['00000.json'])
    const { sources } = JSON.parse(readFileSync(path('capture/capture.json'), 'utf8'))
    expect(sources).toMatchObject([{ found: 0 }, { source: 'github:acme/app', status: 'complete', found: 1 }])
    await server.close()
    await registry.close()
    expect(await pawl(['check', `oci:${path('capture')}`, ...configured()])).toMatchObject({ code: 0 })
    expect(await check('--evidence', path('capture'))).toMatchObject({ code: 0 })
    rmSync(path('capture/evidence'), { recursive: true })
    expect(await pawl(['check', `oci:${path('capture')}`, ...configured()])).toMatchObject({ code: 1 })
  })

  it('says what is missing, then and whenever it is used: 1', async () => {
    server.behave(statusOnly(403))
    const out = expect.stringContaining('0 found, refused (forbidden), at github:acme/app')
    expect(await capture()).toMatchObject({ code: 1, out })
    const inspected = await pawl(['inspect', `oci:${path('capture')}`, '--trust', path('trust.yaml'), '-o', 'json'])
    expect(JSON.parse(inspected.out).subjects[0].sources[0]).toMatchObject({ status: 'partial', codes: ['forbidden'] })
  })

  it('takes no files: usage', async () => {
    const args = ['capture', image(), '-o', path('capture'), '--evidence', path('token')]
    expect(await pawl(args)).toMatchObject({ refusal: 'usage' })
  })
})
