import type { InputDocument } from '@pawl/document'
import { type CompiledPolicy, type CompiledProfile, profileOf } from '@pawl/policy'
import { beforeAll, describe, expect, it } from 'vitest'
import { compilePinned, loadEngine } from './load-engine.ts'
import type { OpaEngine } from './opa-engine.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`

const POLICY: CompiledPolicy = {
  apiVersion: 'pawl.dev/v1',
  kind: 'CompiledPolicy',
  name: 'production',
  revision: 1,
  mode: 'enforce',
  images: [{ glob: 'ghcr.io/acme/**', re2: '(?s)^ghcr\\.io/acme/.*$' }],
  nodes: [
    {
      level: 0,
      claim: 'review',
      from: ['security'],
      count: 1,
      maxAge: 3600,
      where: [{ field: 'approved', op: 'in', values: [true] }],
    },
  ],
  requirements: [{ name: 'reviewed', node: 0 }],
  revoked: { digests: [], statements: [], attesters: [], signers: [] },
  exceptions: [],
}
const PROFILE = profileOf([POLICY])

const DOCUMENT: InputDocument = {
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
      claims: [
        {
          type: 'review',
          predicateType: 'https://pawl.dev/vulnerability-review/v1',
          attester: 'security',
          signer: { kind: 'key', id: DIGEST },
          moment: NOW - 60,
          statementDigest: DIGEST,
          subject: 'exact',
          summary: { approved: true },
        },
      ],
    },
  ],
}

const REQUEST = ['ghcr.io/acme/app:1']

describe('the module', () => {
  let engine: OpaEngine
  const evaluate = (document: InputDocument, profile: CompiledProfile) => engine.evaluate(REQUEST, document, profile)
  beforeAll(async () => {
    engine = await loadEngine()
  })

  it('allows when the claim exists', () => {
    expect(evaluate(DOCUMENT, PROFILE)).toStrictEqual({ allow: true, unmet: [], expiresAt: NOW + 300 })
  })

  it('denies when the claim does not exist', () => {
    const images = DOCUMENT.images.map((image) => ({ ...image, claims: [] }))
    const deny = { allow: false, unmet: [[0, 'production', 'reviewed']], expiresAt: null }
    expect(evaluate({ ...DOCUMENT, images }, PROFILE)).toStrictEqual(deny)
  })

  it('denies when the document is none: every requirement of image -1', () => {
    for (const document of [null, 0, '', false, [], {}, 'x', new ArrayBuffer(8), new Date(0), { toJSON: () => null }]) {
      expect(evaluate(document as InputDocument, PROFILE)).toMatchObject({
        allow: false,
        unmet: [[-1, 'production', 'reviewed']],
      })
    }
  })

  it('denies when the document is bytes of a good one: it is not read as JSON', () => {
    const bytes = new TextEncoder().encode(JSON.stringify(DOCUMENT)).buffer as unknown
    expect(evaluate(bytes as InputDocument, PROFILE)).toMatchObject({ allow: false })
  })

  it('denies when a document is something else the second time it is read: it is read once', () => {
    let reads = 0
    const images = () => {
      reads += 1
      return DOCUMENT.images.map((image) => (reads === 1 ? { ...image, reference: 'ghcr.io/acme/other:1' } : image))
    }
    const document = Object.defineProperty({ ...DOCUMENT }, 'images', { enumerable: true, get: images })
    expect(evaluate(document, PROFILE)).toMatchObject({
      allow: false,
      unmet: [
        [-1, 'production', 'reviewed'],
        [0, 'production', 'reviewed'],
      ],
    })
  })

  it('denies when the policy is none: engine-policy-unusable', () => {
    for (const profile of [
      null,
      undefined,
      {},
      [],
      'x',
      { ...PROFILE, policies: [] },
      profileOf([{ ...POLICY, nodes: [] }]),
    ]) {
      expect(evaluate(DOCUMENT, profile as CompiledProfile)).toStrictEqual({
        allow: false,
        code: 'engine-policy-unusable',
      })
    }
  })

  it('denies when the runtime throws: engine-error', () => {
    const surrogate = { ...DOCUMENT, images: DOCUMENT.images.map((image) => ({ ...image, name: '\ud800' })) }
    expect(evaluate(surrogate, PROFILE)).toStrictEqual({ allow: false, code: 'engine-error' })
    const huge = { ...DOCUMENT, padding: 'x'.repeat(70 << 20) }
    expect(evaluate(huge, PROFILE)).toStrictEqual({ allow: false, code: 'engine-error' })
  })

  it('denies when JSON.stringify throws: engine-error', () => {
    for (const images of [[1n], [Object.defineProperty({}, 'x', { enumerable: true, get: refuse })]]) {
      const document = { ...DOCUMENT, images: images as unknown as InputDocument['images'] }
      expect(evaluate(document, PROFILE)).toStrictEqual({ allow: false, code: 'engine-error' })
    }
    expect(evaluate(undefined as unknown as InputDocument, PROFILE)).toMatchObject({ allow: false })
  })

  it('denies by the profile as it is now when somebody has changed the object', () => {
    const profile = structuredClone(PROFILE) as { policies: [{ revoked: { attesters: string[] } }] } & CompiledProfile
    expect(evaluate(DOCUMENT, profile)).toMatchObject({ allow: true })
    profile.policies[0].revoked.attesters.push('security')
    expect(evaluate(DOCUMENT, profile)).toMatchObject({ allow: false })
  })

  it('allows again after a throw: no instance is used that threw', () => {
    const surrogate = { ...DOCUMENT, kind: '\ud800' as 'AttestationInput' }
    expect(evaluate(surrogate, PROFILE)).toMatchObject({ allow: false })
    expect(evaluate(DOCUMENT, PROFILE)).toMatchObject({ allow: true })
  })

  it('refuses a module that is not the pinned one: engine-module-invalid', async () => {
    await expect(compilePinned(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]), DIGEST)).rejects.toMatchObject({
      code: 'engine-module-invalid',
    })
  })
})

function refuse(): never {
  throw new RangeError('a getter may throw anything')
}
