import type { ImageEntry } from '@pawl/document'
import { type CompiledProfile, type Found, identifyProfile, parsePolicy } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { decisionAnswer } from './decision-answer.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const APP = `ghcr.io/acme/app@${DIGEST}`
const YES = { enforce: true, warn: true, audit: true }

const POLICY = {
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationPolicy',
  metadata: { name: 'base', revision: 1 },
  spec: {
    mode: 'enforce',
    images: ['ghcr.io/acme/**'],
    require: [{ name: 'r', claim: 'review', from: ['a'], maxAge: '1h' }],
  },
}

const world = (change: Partial<CompiledProfile> = {}) => {
  const profile = {
    apiVersion: 'pawl.dev/v1',
    kind: 'CompiledProfile',
    name: 'production',
    mode: 'enforce',
    unmatched: 'deny',
    validUntil: 'unlimited',
    policies: [parsePolicy(POLICY, NOW)],
    ...change,
  } as const
  return { profiles: new Map([['production', identifyProfile(profile, () => DIGEST)]]), now: NOW }
}

const CLAIM: ImageEntry['claims'][number] = {
  type: 'review',
  predicateType: 'https://example.test/v1',
  attester: 'a',
  signer: { kind: 'key', id: DIGEST },
  moment: NOW - 60,
  statementDigest: DIGEST,
  subject: 'exact',
  summary: {},
}

function entry(reference: string, change: Partial<ImageEntry> = {}): Found {
  const [repository = ''] = reference.split(/[@:]/)
  const trust = { name: 'test', digest: DIGEST, revision: 1 }
  const times = { verifiedAt: NOW, validUntil: NOW + 300 }
  const made = { reference, repository, name: 'app', digest: DIGEST, ...times, trust, claims: [CLAIM], ...change }
  return { outcome: 'entry', entry: made, doubt: undefined }
}

function inside(found: Readonly<Record<string, Found>>, by = world()): object {
  const byReference = new Map(Object.entries(found))
  const asked = { asks: 'decision', profile: 'production', nonce: '', images: Object.keys(found) } as const
  const none: Found = { outcome: 'unanswered', code: 'never-asked' }
  return decisionAnswer(asked, (reference) => byReference.get(reference) ?? none, by).body.body
}

describe('a tag', () => {
  const TAG = 'ghcr.io/acme/app:1.4'

  it('is denied in mode enforce, whatever stands behind it: tag-not-pinned', () => {
    const said = inside({ [TAG]: entry(TAG) })
    expect(said).toMatchObject({ accepted: { enforce: false, warn: true, audit: true }, reasons: ['tag-not-pinned'] })
    const pinned = `${TAG}@${DIGEST}`
    expect(inside({ [pinned]: entry(pinned, { repository: 'ghcr.io/acme/app' }) })).toMatchObject({
      accepted: YES,
    })
  })

  it('is denied beside an image with a digest: tag-not-pinned', () => {
    expect(inside({ [APP]: entry(APP), [TAG]: entry(TAG) })).toMatchObject({ accepted: { enforce: false } })
  })

  it('is accepted where nothing enforces', () => {
    for (const mode of ['warn', 'audit'] as const) {
      expect(inside({ [TAG]: entry(TAG) }, world({ mode }))).toMatchObject({ accepted: YES, reasons: [] })
    }
  })

  it('is the business of another control where nothing governs the image and the profile lets it by', () => {
    const other = 'ghcr.io/other/app:1'
    const by = world({ unmatched: 'allow' })
    expect(inside({ [other]: entry(other, { claims: [] }) }, by)).toMatchObject({ accepted: YES })
    expect(inside({ [other]: entry(other, { claims: [] }) })).toMatchObject({ accepted: { enforce: false } })
    const both = inside({ [other]: entry(other, { claims: [] }), [TAG]: entry(TAG) }, by)
    expect(both).toMatchObject({ accepted: { enforce: false }, reasons: ['tag-not-pinned'] })
  })

  it('is no digest when it ends like one in other letters: tag-not-pinned', () => {
    for (const reference of [
      `ghcr.io/acme/app@sha256:${'A'.repeat(64)}`,
      `ghcr.io/acme/app@sha256:${'a'.repeat(63)}`,
    ]) {
      const said = inside({ [reference]: entry(reference, { digest: DIGEST }) })
      expect(said).toMatchObject({ accepted: { enforce: false }, reasons: ['tag-not-pinned'] })
    }
  })
})
