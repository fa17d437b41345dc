import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { InputDocument } from '@pawl/document'
import { type CompiledProfile, profileOf } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { bundleSigner } from './bundle/bundle-key.ts'
import { isBundleRejection } from './bundle/bundle-rejection.ts'
import { type OpenedBundle, openBundle } from './bundle/open-bundle.ts'
import { engineOf } from './bundle-engine.ts'
import { BUNDLE_TARGETS, pawlBundle } from './pawl-bundle.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const REQUEST = ['ghcr.io/acme/app:1']
const SIGNER = bundleSigner(
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  'EdDSA',
)
const SIGNING = { signer: SIGNER, keyId: 'default' }

const PROFILE = profileOf([
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'CompiledPolicy',
    name: 'production',
    revision: 1,
    mode: 'enforce',
    images: [{ glob: 'ghcr.io/acme/**', re2: '(?s)^ghcr\\.io/acme/.*$' }],
    nodes: [{ level: 0, claim: 'review', from: ['security'], count: 1, maxAge: 3600, where: [] }],
    requirements: [{ name: 'reviewed', node: 0 }],
    revoked: { digests: [], statements: [], attesters: [], signers: [] },
    exceptions: [],
  },
])

const CLAIM = {
  type: 'review',
  predicateType: 'https://pawl.dev/vulnerability-review/v1',
  attester: 'security',
  signer: { kind: 'key' as const, id: DIGEST },
  moment: NOW - 60,
  statementDigest: DIGEST,
  subject: 'exact',
  summary: {},
}
const documentWith = (claims: readonly (typeof CLAIM)[]): InputDocument => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now: NOW,
  images: [
    {
      reference: 'ghcr.io/acme/app:1',
      repository: 'ghcr.io/acme/app',
      name: 'app',
      digest: DIGEST,
      verifiedAt: NOW,
      validUntil: NOW + 300,
      trust: { name: 'acme', digest: DIGEST, revision: 1 },
      claims,
    },
  ],
})

function opened(bytes: Uint8Array): OpenedBundle {
  const bundle = openBundle(bytes, { keys: [SIGNER.key], revisions: { least: 0, seen: [] } })
  if (isBundleRejection(bundle)) throw new Error(bundle.code)
  return bundle
}
async function open(target: 'wasm' | 'rego' = 'wasm', profile: CompiledProfile = PROFILE): Promise<OpenedBundle> {
  return opened(await pawlBundle({ target, profile, revision: 7 }, SIGNING))
}
async function verdict(bundle: OpenedBundle): Promise<string> {
  const engine = await engineOf(bundle)
  return isBundleRejection(engine) ? engine.code : 'open'
}
async function engine(bundle: OpenedBundle) {
  const made = await engineOf(bundle)
  if (isBundleRejection(made)) throw new Error(made.code)
  return made
}

describe('engineOf', () => {
  it('allows when the claim exists', async () => {
    const made = await engine(await open())
    expect(await made.evaluate(REQUEST, documentWith([CLAIM]))).toStrictEqual({
      allow: true,
      unmet: [],
      expiresAt: NOW + 300,
    })
  })

  it('denies when the claim does not exist', async () => {
    const made = await engine(await open())
    expect(await made.evaluate(REQUEST, documentWith([]))).toStrictEqual({
      allow: false,
      unmet: [[0, 'production', 'reviewed']],
      expiresAt: null,
    })
  })

  it('denies when the request has an image that the document has not', async () => {
    const made = await engine(await open())
    expect(await made.evaluate([...REQUEST, 'ghcr.io/acme/other:1'], documentWith([CLAIM]))).toMatchObject({
      allow: false,
    })
  })

  it('denies when it is closed: engine-closed', async () => {
    const made = await engine(await open())
    await made.close()
    expect(await made.evaluate(REQUEST, documentWith([CLAIM]))).toEqual({ allow: false, code: 'engine-closed' })
  })

  it('refuses a bundle of Rego alone: bundle-no-module', async () => {
    expect(await verdict(await open('rego'))).toBe('bundle-no-module')
  })

  it('refuses a module that is none, or another, or has another entrypoint: bundle-module-invalid', async () => {
    const bundle = await open()
    expect(await verdict(bundle)).toBe('open')
    const cut = bundle.module?.slice(0, 1000)
    expect(await verdict({ ...bundle, module: cut })).toBe('bundle-module-invalid')
    const empty = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0])
    expect(await verdict({ ...bundle, module: empty })).toBe('bundle-module-invalid')
    expect(await verdict({ ...bundle, entrypoints: ['acme/allow'] })).toBe('bundle-module-invalid')
  })

  it('refuses data that is not one profile: bundle-profile-invalid', async () => {
    const bundle = await open()
    const withData = (data: unknown): OpenedBundle => ({ ...bundle, data: data as OpenedBundle['data'] })
    const written = JSON.parse(JSON.stringify(PROFILE))
    expect(await verdict(withData({ pawl: { profile: written } }))).toBe('open')
    for (const data of [
      {},
      { pawl: {} },
      { pawl: { profile: null } },
      { pawl: { profile: { ...written, policies: [] } } },
      { pawl: { profile: { ...written, more: 1 } } },
      { pawl: { profile: written, more: 1 } },
      { pawl: { profile: written }, more: 1 },
    ]) {
      expect(await verdict(withData(data))).toBe('bundle-profile-invalid')
    }
  })
})

describe('pawlBundle', () => {
  it.each(BUNDLE_TARGETS)('is the same bytes each time, and holds the profile: %s', async (target) => {
    const one = await pawlBundle({ target, profile: PROFILE, revision: 7 }, SIGNING)
    const again = await pawlBundle({ target, profile: structuredClone(PROFILE), revision: 7 }, SIGNING)
    expect(Buffer.from(one).equals(again)).toBe(true)
    expect(opened(one)).toMatchObject({ revision: 7, data: { pawl: { profile: { name: 'production' } } } })
  })

  it('has the pinned module for wasm, and the Rego of this package for rego', async () => {
    const { module, files } = await open('wasm')
    expect(Buffer.from(module ?? [])).toEqual(readFileSync(new URL('../bundle/policy.wasm', import.meta.url)))
    expect(files).toEqual(['data.json', 'policy.wasm', '.manifest', '.signatures.json'])
    const rego = await open('rego')
    expect(rego.files).toContain('pawl/decision.rego')
    expect(rego.module).toBeUndefined()
  })

  it('has another digest for another profile: one revision of both is forked', async () => {
    const one = await open()
    const other = await open('wasm', { ...PROFILE, mode: 'audit' })
    expect(one.digest).not.toBe(other.digest)
  })
})
