import { describe, expect, it } from 'vitest'
import type { CompiledProfile } from '../compiled-profile.ts'
import { profileOf } from '../compiled-profile.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import { allowSpanOf } from './allow-span.ts'

const NOW = 1_763_812_800

const PROFILE: CompiledProfile = profileOf([
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: 'p', revision: 1 },
      spec: {
        mode: 'enforce',
        images: ['ghcr.io/acme/**'],
        require: [{ name: 'r', claim: 'review', from: ['alice'], maxAge: '60s' }],
      },
    },
    NOW,
  ),
])
const LETTING: CompiledProfile = { ...PROFILE, unmatched: 'allow' }

const entry = (repository: string, validUntil: unknown = NOW + 300) => ({
  reference: 'x',
  repository,
  verifiedAt: NOW,
  validUntil,
  claims: [],
})
const documentOf = (...images: readonly unknown[]) => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now: NOW,
  images,
})
const GOVERNED = 'ghcr.io/acme/app'
const OTHER = 'quay.io/x/app'

describe('allowSpanOf', () => {
  it('ends with the first entry that a policy governs', () => {
    const document = documentOf(entry(GOVERNED, NOW + 9), entry(GOVERNED, NOW + 7), entry(GOVERNED, NOW + 8))
    expect(allowSpanOf(document, PROFILE)).toStrictEqual({ now: NOW, latest: NOW + 7 })
  })

  it('ends with the configuration when that ends first', () => {
    expect(allowSpanOf(documentOf(entry(GOVERNED)), { ...PROFILE, validUntil: NOW + 5 })).toStrictEqual({
      now: NOW,
      latest: NOW + 5,
    })
  })

  it('ends with what is governed when the profile lets the others by, and never when it lets all of them by', () => {
    expect(allowSpanOf(documentOf(entry(OTHER, NOW + 1), entry(GOVERNED)), LETTING)).toStrictEqual({
      now: NOW,
      latest: NOW + 300,
    })
    expect(allowSpanOf(documentOf(entry(OTHER, 0)), LETTING)).toStrictEqual({ now: NOW, latest: null })
    expect(allowSpanOf(documentOf(entry(OTHER, 0)), { ...LETTING, validUntil: NOW + 5 })).toStrictEqual({
      now: NOW,
      latest: NOW + 5,
    })
  })

  it('is none when an image is governed by nothing and not let by', () => {
    expect(allowSpanOf(documentOf(entry(GOVERNED), entry(OTHER)), PROFILE)).toBeUndefined()
  })

  it('is none when the last end has come', () => {
    expect(allowSpanOf(documentOf(entry(GOVERNED, NOW)), PROFILE)).toBeUndefined()
    expect(allowSpanOf(documentOf(entry(GOVERNED, NOW + 1)), PROFILE)).toBeDefined()
    expect(allowSpanOf(documentOf(entry(GOVERNED)), { ...PROFILE, validUntil: NOW })).toBeUndefined()
    expect(allowSpanOf(documentOf(entry(GOVERNED)), { ...PROFILE, validUntil: Number.NaN })).toBeUndefined()
  })

  it('is none when the document or an entry is malformed', () => {
    for (const document of [null, documentOf(), { ...documentOf(entry(GOVERNED)), now: '1' }]) {
      expect(allowSpanOf(document, PROFILE)).toBeUndefined()
    }
    for (const image of [null, {}, entry(GOVERNED, '1'), { ...entry(GOVERNED), claims: {} }]) {
      expect(allowSpanOf(documentOf(entry(GOVERNED), image), LETTING)).toBeUndefined()
    }
  })
})
