import { sha256Digest } from '@pawl/core'
import type { InputDocument } from '@pawl/document'
import { bundleKey, bundleSigner, engineOf, isBundleRejection, openBundle, pawlBundle } from '@pawl/opa'
import { decideRequest, identifyProfile, outcomeOf, parsePolicy, profileOf } from '@pawl/policy'
import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { OPA, opaTakes, opaValue } from './real-opa.ts'

// Loud: a run without opa names these as skipped.
const real = OPA === undefined ? describe.skip : describe

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const KEY = testKey('ed25519')
const SIGNING = { signer: bundleSigner(KEY.privatePem, 'EdDSA'), keyId: 'default' }
const REQUEST = ['ghcr.io/acme/app:1']
const PROFILE = profileOf([
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: 'app', revision: 1 },
      spec: {
        mode: 'enforce',
        images: ['ghcr.io/acme/**'],
        require: [{ name: 'reviewed', claim: 'review', from: ['security'], maxAge: '14d' }],
      },
    },
    NOW,
  ),
])

const documentBy = (attester: string): InputDocument => ({
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
          attester,
          signer: { kind: 'key', id: DIGEST },
          moment: NOW - 60,
          statementDigest: DIGEST,
          subject: 'exact',
          summary: {},
        },
      ],
    },
  ],
})

real('a bundle of Pawl, in the real opa and in Node', () => {
  it.each([
    ['security', { allow: true, unmet: [], expiresAt: NOW + 300 }],
    ['stranger', { allow: false, unmet: [[0, 'app', 'reviewed']], expiresAt: null }],
  ])('says the same of a review by %s', async (attester, expected) => {
    const [rego, wasm] = await Promise.all(
      (['rego', 'wasm'] as const).map((target) => pawlBundle({ target, profile: PROFILE, revision: 7 }, SIGNING)),
    )
    if (rego === undefined || wasm === undefined) throw new Error('no bundle')
    const document = documentBy(attester)
    expect(opaTakes(rego, KEY, 'EdDSA')).toBe(true)
    expect(opaTakes(wasm, KEY, 'EdDSA')).toBe(true)
    expect(opaValue(rego, 'data.pawl.engine.decision', document)).toEqual(expected)
    const opened = openBundle(wasm, {
      keys: [bundleKey(KEY.publicPem, 'EdDSA')],
      revisions: { least: 7, seen: [] },
    })
    const engine = isBundleRejection(opened) ? opened : await engineOf(opened)
    if (isBundleRejection(engine)) throw new Error(engine.code)
    expect(await engine.evaluate(REQUEST, document)).toEqual(expected)
    expect(outcomeOf(decideRequest(REQUEST, document, identifyProfile(PROFILE, sha256Digest)))).toEqual(expected)
  })
})
