import { describe, expect, it } from 'vitest'
import type { CompiledProfile } from '../compiled-profile.ts'
import { identifyProfile } from '../identify-policy.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import { outcomeOf } from '../outcome-of.ts'
import { decide } from './decide.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
type Json = Record<string, unknown>

const policyOf = (name: string, claim: string, images: string, mode = 'enforce') =>
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name, revision: 1 },
      spec: { mode, images: [images], require: [{ name: 'r', claim, from: ['a'], maxAge: '1h' }] },
    },
    NOW,
  )
const BASE = policyOf('base', 'one', '**')
const ACME = policyOf('acme', 'two', 'ghcr.io/acme/*')

const decisionOf = (change: Partial<CompiledProfile>, ...images: readonly Json[]) =>
  decide(
    { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images },
    identifyProfile(
      {
        apiVersion: 'pawl.dev/v1',
        kind: 'CompiledProfile',
        name: 'production',
        mode: 'enforce',
        unmatched: 'deny',
        validUntil: 'unlimited',
        policies: [BASE, ACME],
        ...change,
      },
      () => DIGEST,
    ),
  )
const image = (repository: string, ...types: readonly string[]): Json => ({
  reference: `${repository}:1`,
  repository,
  digest: DIGEST,
  verifiedAt: NOW,
  validUntil: NOW + 300,
  claims: types.map((type) => ({ type, attester: 'a', statementDigest: DIGEST, moment: NOW, summary: {} })),
})
const APP = 'ghcr.io/acme/app'

describe('several policies on one image', () => {
  it('allows when every governing policy allows, and denies when one of them does not', () => {
    expect(decisionOf({}, image(APP, 'one', 'two')).decision).toBe('allow')
    const denied = decisionOf({}, image(APP, 'one'))
    expect(outcomeOf(denied)).toStrictEqual({ allow: false, unmet: [[0, 'acme', 'r']], expiresAt: null })
    expect(denied.images[0]?.policies.map((each) => [each.name, each.decision])).toStrictEqual([
      ['base', 'allow'],
      ['acme', 'deny'],
    ])
  })

  it('asks only the policies that govern an image', () => {
    expect(decisionOf({}, image('quay.io/x/y', 'one')).decision).toBe('allow')
    expect(outcomeOf(decisionOf({}, image('quay.io/x/y', 'two'))).unmet).toStrictEqual([[0, 'base', 'r']])
  })

  it('denies an image that none governs: not-governed, and allows it where the profile says so', () => {
    const only = { policies: [ACME] }
    const other = image('quay.io/x/y', 'two')
    expect(outcomeOf(decisionOf(only, other))).toStrictEqual({
      allow: false,
      unmet: [[0, 'acme', 'r']],
      expiresAt: null,
    })
    const allowed = decisionOf({ ...only, unmatched: 'allow' }, other)
    expect(outcomeOf(allowed)).toStrictEqual({ allow: true, unmet: [], expiresAt: null })
  })

  it('denies the governed image beside one that is let by', () => {
    const decision = decisionOf({ policies: [ACME], unmatched: 'allow' }, image('quay.io/x/y'), image(APP))
    expect(outcomeOf(decision).unmet).toStrictEqual([[1, 'acme', 'r']])
  })

  it('denies a malformed entry that nobody governs, whatever the profile lets by', () => {
    const broken = { ...image('quay.io/x/y'), verifiedAt: 'now' }
    expect(decisionOf({ policies: [ACME], unmatched: 'allow' }, broken).decision).toBe('deny')
  })
})

describe('modes', () => {
  const audit = policyOf('acme', 'two', 'ghcr.io/acme/*', 'audit')

  it.each([
    ['a policy that audits alone denies', {}, { policies: [BASE, audit] }, true],
    ['a policy that enforces denies', {}, {}, false],
    ['the profile only warns', {}, { mode: 'warn' as const }, true],
  ])('decides deny, and admits or not when %s', (_, __, change, admit) => {
    expect(decisionOf(change, image(APP, 'one'))).toMatchObject({ decision: 'deny', admit })
  })

  it('does not admit what no policy governs in mode enforce, and admits it in mode audit', () => {
    const ungoverned = image('quay.io/x/y')
    expect(decisionOf({ policies: [audit] }, ungoverned).admit).toBe(false)
    expect(decisionOf({ policies: [audit], mode: 'audit' }, ungoverned)).toMatchObject({
      decision: 'deny',
      admit: true,
    })
  })
})

describe('the end of a signed configuration', () => {
  it('allows until the second before, and denies from then on (C113): configuration-stale', () => {
    expect(decisionOf({ validUntil: NOW + 1 }, image(APP, 'one', 'two'))).toMatchObject({
      decision: 'allow',
      expiresAt: NOW + 1,
    })
    const denied = decisionOf({ validUntil: NOW }, image(APP, 'one', 'two'))
    expect(denied).toMatchObject({ decision: 'deny', admit: false })
    expect(denied.images[0]?.policies[0]?.requirements[0]).toMatchObject({
      reasons: [{ code: 'configuration-stale', at: NOW }],
    })
  })

  it('denies what it lets by unmatched as well', () => {
    const change = { policies: [ACME], unmatched: 'allow' as const }
    expect(decisionOf({ ...change, validUntil: NOW }, image('quay.io/x/y')).decision).toBe('deny')
    expect(decisionOf({ ...change, validUntil: NOW + 9 }, image('quay.io/x/y'))).toMatchObject({ expiresAt: NOW + 9 })
  })
})
