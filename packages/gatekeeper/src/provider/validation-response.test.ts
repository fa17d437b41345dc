import type { ImageEntry } from '@pawl/document'
import { type CompiledProfile, type Found, identifyProfile, type Mode, parsePolicy } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { readKeys, type ValidationWorld, validationResponse } from './validation-response.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const APP = `ghcr.io/acme/app@${DIGEST}`
const YES = { enforce: true, warn: true, audit: true }
const NO = { enforce: false, warn: false, audit: false }

const policy = (name: string, claim: string, mode: Mode) =>
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name, revision: 1 },
      spec: { mode, images: ['ghcr.io/acme/**'], require: [{ name: 'r', claim, from: ['a'], maxAge: '1h' }] },
    },
    NOW,
  )

const profile = (change: Partial<CompiledProfile> = {}) =>
  identifyProfile(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'CompiledProfile',
      name: 'production',
      mode: 'enforce',
      unmatched: 'deny',
      validUntil: 'unlimited',
      policies: [policy('base', 'review', 'enforce')],
      ...change,
    },
    () => DIGEST,
  )

const world = (change: Partial<CompiledProfile> = {}): ValidationWorld => ({
  profiles: new Map([['production', profile(change)]]),
  now: NOW,
  lifetime: 20,
})

const claim = (type: string): ImageEntry['claims'][number] => ({
  type,
  predicateType: 'https://example.test/v1',
  attester: 'a',
  signer: { kind: 'key', id: DIGEST },
  moment: NOW - 60,
  statementDigest: DIGEST,
  subject: 'exact',
  summary: {},
})

const entry = (change: Partial<ImageEntry> = {}): ImageEntry => ({
  reference: APP,
  repository: 'ghcr.io/acme/app',
  name: 'app',
  digest: DIGEST,
  verifiedAt: NOW,
  validUntil: NOW + 300,
  trust: { name: 'test', digest: DIGEST, revision: 1 },
  claims: [claim('review')],
  ...change,
})

const keyOf = (asks: string, reference = APP, name = 'production') =>
  JSON.stringify(['pawl.dev/gatekeeper/v1', asks, name, reference])

const found = (change: Partial<ImageEntry> = {}): Found => ({
  outcome: 'entry',
  entry: entry(change),
  doubt: undefined,
})

/** What is answered to one key. */
function valueFor(asks: string, answer: Found, where: ValidationWorld = world()): unknown {
  const keys = readKeys([keyOf(asks)], where) ?? []
  const { response } = validationResponse(keys, () => answer, where)
  expect(response).toMatchObject({ idempotent: true, systemError: '' })
  expect(response.items.map(({ key }) => key)).toStrictEqual([keyOf(asks)])
  const [item] = response.items
  return item !== undefined && 'value' in item ? item.value : undefined
}

describe('document mode', () => {
  it('gives the entry, and nothing that a verdict is made of', () => {
    expect(valueFor('document', found())).toStrictEqual({
      schema: 'pawl.dev/gatekeeper/v1',
      key: keyOf('document'),
      now: NOW,
      validUntil: NOW + 20,
      reasons: [],
      entry: entry(),
    })
  })

  it('ends with the entry', () => {
    expect(valueFor('document', found({ validUntil: NOW + 5 }))).toMatchObject({ validUntil: NOW + 5 })
  })

  it('gives no entry when the image was refused: its code', () => {
    expect(valueFor('document', { outcome: 'refused', code: 'image-ambiguous' })).toStrictEqual({
      schema: 'pawl.dev/gatekeeper/v1',
      key: keyOf('document'),
      now: NOW,
      validUntil: NOW + 20,
      reasons: ['image-ambiguous'],
    })
  })
})

describe('decision mode', () => {
  it('accepts an image with its claim, and gives no entry', () => {
    expect(valueFor('decision', found())).toStrictEqual({
      schema: 'pawl.dev/gatekeeper/v1',
      key: keyOf('decision'),
      now: NOW,
      validUntil: NOW + 20,
      reasons: [],
      accepted: YES,
    })
  })

  it('accepts nothing when the claim is not there: claim-missing', () => {
    expect(valueFor('decision', found({ claims: [] }))).toMatchObject({
      accepted: NO,
      reasons: ['base/r: claim-missing'],
    })
  })

  it('accepts nothing when the entry is of another reference: entry-foreign', () => {
    const value = valueFor('decision', found({ reference: 'ghcr.io/acme/other' }))
    expect(value).toMatchObject({ accepted: NO })
    expect(JSON.stringify(value)).toContain('entry-foreign')
  })

  it('ends with the entry, and with the decision', () => {
    expect(valueFor('decision', found({ validUntil: NOW + 5 }))).toMatchObject({ validUntil: NOW + 5 })
    const ending = { ...claim('review'), expiresAt: NOW + 3 }
    expect(valueFor('decision', found({ claims: [ending] }))).toMatchObject({ accepted: YES, validUntil: NOW + 3 })
    expect(valueFor('decision', found(), world({ validUntil: NOW + 2 }))).toMatchObject({
      accepted: YES,
      validUntil: NOW + 2,
    })
  })

  it.each([
    ['enforce', 'enforce', NO],
    ['enforce', 'warn', { enforce: true, warn: false, audit: false }],
    ['enforce', 'audit', { enforce: true, warn: true, audit: false }],
    ['warn', 'enforce', { enforce: true, warn: false, audit: false }],
    ['audit', 'enforce', { enforce: true, warn: true, audit: false }],
  ] as const)('accepts in a profile that is %s, when a policy that is %s denies: %j', (mode, of, accepted) => {
    const policies = [policy('base', 'review', 'enforce'), policy('more', 'provenance', of)]
    expect(valueFor('decision', found(), world({ mode, policies }))).toMatchObject({ accepted })
    const both = found({ claims: [claim('review'), claim('provenance')] })
    expect(valueFor('decision', both, world({ mode, policies }))).toMatchObject({ accepted: YES })
  })

  it.each([
    ['enforce', NO],
    ['warn', { enforce: true, warn: false, audit: false }],
    ['audit', { enforce: true, warn: true, audit: false }],
  ] as const)('denies in the mode of the profile, %s, what cannot be judged: %j', (mode, accepted) => {
    const policies = [policy('weak', 'review', 'audit')]
    const refused: Found = { outcome: 'refused', code: 'reference-invalid' }
    expect(valueFor('decision', refused, world({ mode, policies }))).toMatchObject({
      accepted,
      reasons: ['reference-invalid'],
    })
    const elsewhere = found({ repository: 'docker.io/library/x' })
    expect(valueFor('decision', elsewhere, world({ mode, policies }))).toMatchObject({
      accepted,
      reasons: ['weak/r: not-governed'],
    })
  })

  it('says that nothing governs an image that the profile lets by, and of no other', () => {
    const elsewhere = found({ repository: 'docker.io/library/x', claims: [] })
    expect(valueFor('decision', elsewhere, world({ unmatched: 'allow' }))).toMatchObject({
      accepted: YES,
      ungoverned: true,
    })
    for (const [answer, unmatched] of [
      [elsewhere, 'deny'],
      [found(), 'allow'],
      [found({ claims: [] }), 'allow'],
    ] as const) {
      expect(valueFor('decision', answer, world({ unmatched }))).not.toHaveProperty('ungoverned')
    }
  })

  it('names six reasons and the number of the others', () => {
    const policies = Array.from({ length: 8 }, (_, index) => policy(`p${index}`, 'review', 'enforce'))
    expect(valueFor('decision', found({ claims: [] }), world({ policies }))).toMatchObject({
      reasons: [...[0, 1, 2, 3, 4, 5].map((index) => `p${index}/r: claim-missing`), 'and 2 more'],
    })
  })
})
