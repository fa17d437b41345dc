import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import {
  encodeStatement,
  fakeSigstore,
  githubIdentity,
  imageLayout,
  SLSA_PROVENANCE_V1,
  signEnvelope,
  slsaProvenanceV1,
  statement,
  testKey,
  VULNERABILITY_REVIEW_V1,
  VULNERABILITY_SCAN_V1,
  vulnerabilityReview,
  vulnerabilityScan,
} from '@pawl/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { program } from '../../../program.ts'

const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z
const folder = mkdtempSync(join(tmpdir(), 'pawl-propose-'))
const path = (name: string): string => join(folder, name)
const sigstore = fakeSigstore({ now: NOW })
const [scanner, security, nobody] = [testKey('ed25519'), testKey('p256'), testKey('ed25519')]
const HIGH = { id: 'CVE-2026-1', severity: 'HIGH', package: 'openssl', installed: '3.0' } as const
const ACCEPTED = 'CVE-2026-1|pkg:deb/debian/openssl@3.0'

function payload(digest: string, predicateType: string, predicate: object): Uint8Array {
  return encodeStatement(statement({ subject: [{ digest: { sha256: digest.slice(7) } }], predicateType, predicate }))
}

function provenance(digest: string, repository: string, ref: string, finishedOn = '2026-01-01T00:05:00Z'): object {
  const predicate = slsaProvenanceV1({ repository, ref, finishedOn })
  return sigstore.bundle({
    payload: payload(digest, SLSA_PROVENANCE_V1, predicate),
    identity: githubIdentity({ repository, ref }),
  })
}

beforeAll(() => {
  const layout = imageLayout()
  const scan = (digest: string, by = scanner, findings = [HIGH]): string =>
    layout.attachLegacy(
      digest,
      signEnvelope({
        payload: payload(digest, VULNERABILITY_SCAN_V1, vulnerabilityScan({ findings })),
        signers: [{ key: by }],
      }),
    )
  const review = (digest: string): string =>
    layout.attachLegacy(
      digest,
      signEnvelope({
        payload: payload(digest, VULNERABILITY_REVIEW_V1, vulnerabilityReview({ accepted: [ACCEPTED] })),
        signers: [{ key: security }],
      }),
    )
  const image = (name: string): string => {
    const digest = layout.addImage({ content: name })
    layout.tag(digest, `ghcr.io/acme/${name}:1`)
    return digest
  }
  const [app, web, api, bare] = [image('app'), image('web'), image('api'), image('bare')]
  layout.attachBundle(app, provenance(app, 'acme/app', 'refs/tags/v1.1.0'))
  layout.attachBundle(app, provenance(app, 'acme/app', 'refs/tags/v1.2.0', '2026-01-01T00:06:00Z'))
  layout.attachBundle(web, provenance(web, 'acme/web', 'refs/heads/main'))
  layout.attachBundle(api, provenance(api, 'acme/api', 'refs/heads/main'))
  for (const each of [app, web, api]) scan(each)
  for (const each of [app, web]) review(each)
  scan(api, nobody, [])
  layout.attachBundle(
    api,
    sigstore.bundle({
      payload: payload(api, 'https://acme.example/qa/v1', {}),
      identity: githubIdentity({ repository: 'acme/api' }),
    }),
  )
  // Somebody else's Sigstore: well signed, under a root that nobody named.
  layout.attachBundle(
    bare,
    fakeSigstore({ now: NOW }).bundle({
      payload: payload(bare, SLSA_PROVENANCE_V1, slsaProvenanceV1()),
      identity: githubIdentity({ repository: 'acme/app' }),
    }),
  )
  layout.write(path('images'))
  writeFileSync(path('root.json'), JSON.stringify(sigstore.trustedRoot))
  writeFileSync(path('scanner.pub'), scanner.publicPem)
  writeFileSync(path('security.pub'), security.publicPem)
})

interface Run {
  readonly code: number | undefined
  readonly out: string
  readonly err: string
  readonly refusal: ReturnType<typeof asRefusal> | undefined
}

async function pawl(...args: readonly string[]): Promise<Run> {
  const [lines, notes]: [string[], string[]] = [[], []]
  let code: number | undefined
  const to = (sink: string[]) => ({
    write: (text: string) => void sink.push(text),
    width: 100,
    paint: (_: string, text: string) => text,
  })
  let refusal: Run['refusal']
  try {
    await program({ out: to(lines), err: to(notes), clock: () => NOW, loadOpa: loadEngine }, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', ...args])
  } catch (error) {
    refusal = asRefusal(error)
  }
  return { code, out: lines.join('\n'), err: notes.join('\n'), refusal }
}

const image = (name: string): string => `oci:${path('images')}:ghcr.io/acme/${name}:1`
const ROOT = ['--trusted-root', `test=${path('root.json')}`]
const KEYS = ['--key', `scanner=${path('scanner.pub')}`, `security=${path('security.pub')}`]
const propose = (names: readonly string[], ...args: readonly string[]): Promise<Run> =>
  pawl('policy', 'propose', ...names.map(image), ...args)
/** The folder of this run has a name of its own, and one that may be too long for the line. */
const written = (file: string): string =>
  readFileSync(file, 'utf8')
    .replaceAll(path('images'), 'images')
    .replace(/missing:[\s#]*oci:/, 'missing: oci:')
const expected = (name: string): string => readFileSync(new URL(`expected/${name}`, import.meta.url), 'utf8')

describe('pawl policy propose', () => {
  it('writes what three images have in common, and a policy that allows each of them: 0', async () => {
    const out = path('proposal')
    const run = await propose(['app', 'web', 'api'], ...ROOT, ...KEYS, '--name', 'acme', '--out', out)
    expect(run).toMatchObject({ code: 0, out: '', refusal: undefined })
    expect(written(join(out, 'trust.yaml'))).toBe(expected('trust.txt'))
    expect(written(join(out, 'policy.yaml'))).toBe(expected('policy.txt'))
    const files = ['--trust', join(out, 'trust.yaml'), '--policy', join(out, 'policy.yaml'), '--engine', 'all']
    expect(await pawl('check', image('app'), image('web'), image('api'), ...files)).toMatchObject({ code: 0 })
    expect(await pawl('check', image('bare'), ...files)).toMatchObject({ code: 1 })
  })

  it('denies an image by its proposal once one of its claims is gone: 1', async () => {
    const out = path('fewer')
    await propose(['web'], ...ROOT, ...KEYS, '--out', out)
    const trust = readFileSync(join(out, 'trust.yaml'), 'utf8')
    const files = ['--policy', join(out, 'policy.yaml'), '--trust']
    expect(await pawl('check', image('web'), ...files, join(out, 'trust.yaml'))).toMatchObject({ code: 0 })
    for (const claim of ['provenance', 'vulnerability-scan', 'review']) {
      writeFileSync(join(out, 'less.yaml'), trust.replace(`[${claim}]`, '[release]'))
      expect(await pawl('check', image('web'), ...files, join(out, 'less.yaml')), claim).toMatchObject({ code: 1 })
    }
  })

  it('denies an image by the evidence of another: 1', async () => {
    const out = path('bound')
    await propose(['app', 'web'], ...ROOT, ...KEYS, '--out', out)
    const policy = readFileSync(join(out, 'policy.yaml'), 'utf8')
    expect(policy).toContain('equals: "https://github.com/acme/{name}"')
    const digest = JSON.parse(readFileSync(path('images/index.json'), 'utf8')).manifests.find(
      ({ annotations }: { annotations?: Record<string, string> }) =>
        annotations?.['org.opencontainers.image.ref.name'] === 'ghcr.io/acme/web:1',
    ).digest
    const files = [
      '--trust',
      join(out, 'trust.yaml'),
      '--policy',
      join(out, 'policy.yaml'),
      '--evidence',
      path('images'),
    ]
    expect(await pawl('check', `ghcr.io/acme/web@${digest}`, ...files)).toMatchObject({ code: 0 })
    expect(await pawl('check', `ghcr.io/acme/app@${digest}`, ...files)).toMatchObject({ code: 1 })
  })

  it('says so of an image that has nothing, and leaves it out: 0', async () => {
    const run = await propose(['web', 'bare'], ...ROOT)
    expect(run).toMatchObject({ code: 0 })
    expect(run.err).toContain(`left out, since nothing counts for it: ${image('bare')}`)
    expect(run.out).toContain(`# CHECK: nothing counts for these`)
  })
})
