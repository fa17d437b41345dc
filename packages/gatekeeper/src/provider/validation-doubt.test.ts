import type { ImageEntry } from '@pawl/document'
import { identifyAlone, parsePolicy } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { readKeys, validationResponse } from './validation-response.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const APP = `ghcr.io/acme/app@${DIGEST}`

const policy = parsePolicy(
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationPolicy',
    metadata: { name: 'production', revision: 1 },
    spec: {
      mode: 'enforce',
      images: ['ghcr.io/acme/**'],
      require: [{ name: 'r', claim: 'review', from: ['a'], maxAge: '1h' }],
    },
  },
  NOW,
)
const world = { profiles: new Map([['production', identifyAlone(policy, () => DIGEST)]]), now: NOW, lifetime: 20 }

const review = {
  type: 'review',
  predicateType: 'https://example.test/v1',
  attester: 'a',
  signer: { kind: 'key', id: DIGEST },
  moment: NOW - 60,
  statementDigest: DIGEST,
  subject: 'exact',
  summary: {},
} as const

const entry = (change: Partial<ImageEntry>): ImageEntry => ({
  reference: APP,
  repository: 'ghcr.io/acme/app',
  name: 'app',
  digest: DIGEST,
  verifiedAt: NOW,
  validUntil: NOW + 300,
  trust: { name: 'test', digest: DIGEST, revision: 1 },
  claims: [review],
  ...change,
})

describe.each(['document', 'decision'])('%s mode', (asks) => {
  const keys = readKeys([JSON.stringify(['pawl.dev/gatekeeper/v1', asks, 'production', APP])], world) ?? []
  const answer = (change: Partial<ImageEntry>, doubt: string | undefined) =>
    validationResponse(keys, () => ({ outcome: 'entry', entry: entry(change), doubt }), world).response

  it('answers an image that is accepted, though a source may give more in a moment', () => {
    expect(answer({}, 'timeout')).toMatchObject({ systemError: '', items: [{ value: { validUntil: NOW + 20 } }] })
  })

  it('gives no item for one that is not: Gatekeeper would keep that no', () => {
    expect(answer({ claims: [] }, 'timeout')).toStrictEqual({ idempotent: true, items: [], systemError: 'timeout' })
  })

  it('gives an item for one that is not where every source has said what it has', () => {
    expect(answer({ claims: [] }, undefined)).toMatchObject({ systemError: '', items: [{ key: keys[0]?.key }] })
  })

  it('does not take the evidence of another digest for that of the reference: entry-foreign', () => {
    const { items } = answer({ digest: `sha256:${'b'.repeat(64)}` }, undefined)
    expect(items).toMatchObject([{ value: { reasons: ['entry-foreign'] } }])
    expect(items).not.toMatchObject([{ value: { entry: expect.anything() } }])
    expect(items).not.toMatchObject([{ value: { accepted: { enforce: true } } }])
    expect(answer({}, undefined)).not.toMatchObject({ items: [{ value: { reasons: ['entry-foreign'] } }] })
  })
})
