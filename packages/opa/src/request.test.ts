import type { InputDocument } from '@pawl/document'
import { type CompiledPolicy, profileOf } from '@pawl/policy'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadEngine } from './load-engine.ts'
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

describe('a request to the module', () => {
  let engine: OpaEngine
  beforeAll(async () => {
    engine = await loadEngine()
  })

  it('allows when the request names an image twice that has one entry', () => {
    expect(engine.evaluate([...REQUEST, ...REQUEST], DOCUMENT, PROFILE)).toMatchObject({ allow: true })
  })

  it('denies when the request names an image without an entry: every requirement of image -1 (L7)', () => {
    expect(engine.evaluate([...REQUEST, 'ghcr.io/acme/app:2'], DOCUMENT, PROFILE)).toStrictEqual({
      allow: false,
      unmet: [[-1, 'production', 'reviewed']],
      expiresAt: null,
    })
  })

  it('denies when the request does not name an entry: every requirement of it (L7)', () => {
    const foreign = DOCUMENT.images.map((image) => ({ ...image, reference: 'ghcr.io/acme/other:1' }))
    const document = { ...DOCUMENT, images: [...DOCUMENT.images, ...foreign] }
    expect(engine.evaluate(REQUEST, document, PROFILE)).toStrictEqual({
      allow: false,
      unmet: [[1, 'production', 'reviewed']],
      expiresAt: null,
    })
    expect(engine.evaluate([...REQUEST, 'ghcr.io/acme/other:1'], document, PROFILE)).toMatchObject({ allow: true })
  })

  it('denies when the request is none: every requirement of image -1 (L7)', () => {
    for (const request of [
      [],
      undefined,
      null,
      'ghcr.io/acme/app:1',
      {},
      [1],
      [null],
      [''],
      [REQUEST],
      Object.assign([], { 1: REQUEST[0] }),
    ]) {
      expect(engine.evaluate(request as readonly string[], DOCUMENT, PROFILE), JSON.stringify(request)).toStrictEqual({
        allow: false,
        unmet: [[-1, 'production', 'reviewed']],
        expiresAt: null,
      })
    }
  })
})
