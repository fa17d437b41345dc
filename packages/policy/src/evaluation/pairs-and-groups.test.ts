import { describe, expect, it } from 'vitest'
import { identifyAlone } from '../identify-policy.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import { decide } from './decide.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
type Json = Record<string, unknown>

function verdict(requirement: Json, claims: readonly Json[]): string {
  const policy = parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: 'p', revision: 1 },
      spec: { mode: 'enforce', images: ['**'], require: [{ name: 'r', ...requirement }] },
    },
    NOW,
  )
  const entry = {
    reference: 'r',
    repository: 'r',
    digest: DIGEST,
    verifiedAt: NOW,
    validUntil: NOW + 300,
    claims: claims.map((each, n) => ({ statementDigest: `sha256:${n}`, moment: NOW, summary: {}, ...each })),
  }
  const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: [entry] }
  const profile = identifyAlone(policy, () => DIGEST)
  return decide(document, profile).decision
}

const scan = (found: unknown): Json => ({ type: 'scan', attester: 's', summary: { found } })
const review = (accepted: unknown, change: Json = {}): Json => ({
  type: 'review',
  attester: 'r',
  summary: { accepted },
  ...change,
})
const partner = (change: Json): Json => ({
  claim: 'scan',
  from: ['s'],
  maxAge: '1h',
  with: { claim: 'review', from: ['r'], maxAge: '1h', ...change },
})
const COVERS = partner({ covers: { found: 'accepted' } })
const EQUAL = partner({ equal: { found: 'accepted' } })

describe('with: covers', () => {
  it.each([
    [[], []],
    [[], ['x']],
    [[], [1]],
    [['a'], ['a']],
    [['a'], ['a', 1, null]],
    [
      ['a', 'b', 'a'],
      ['b', 'a'],
    ],
    [[''], ['']],
  ])('allows %j covered by %j', (found, accepted) => {
    expect(verdict(COVERS, [scan(found), review(accepted)])).toBe('allow')
  })

  it.each([
    [['a'], []],
    [['a', 'b'], ['a']],
    [['a'], ['A']],
    [['caf\u00e9'], ['cafe\u0301']],
    [[1], [1]],
    [
      ['a', null],
      ['a', null],
    ],
    [[['a']], [['a']]],
    ['a', ['a']],
    ['a', 'a'],
    [['a'], 'a'],
    [{}, {}],
    [[], 'x'],
    [[], undefined],
    [undefined, []],
    [true, []],
  ])('denies %j covered by %j: not-covered', (found, accepted) => {
    expect(verdict(COVERS, [scan(found), review(accepted)])).toBe('deny')
  })

  it('denies when two reviews cover it together but none alone: SOME pair, never a union', () => {
    expect(verdict(COVERS, [scan(['a', 'b']), review(['a']), review(['b'])])).toBe('deny')
  })

  it('allows when one of several pairs passes', () => {
    expect(verdict(COVERS, [scan(['a', 'b']), scan(['c']), review(['a']), review(['c'])])).toBe('allow')
  })

  it('denies when the field is only inherited: not-covered (C70)', () => {
    expect(verdict(partner({ covers: { toString: 'toString' } }), [scan([]), review([])])).toBe('deny')
  })

  it.each([
    ['by another attester', { attester: 'x' }],
    ['too old', { moment: NOW - 3601 }],
    ['without a moment', { moment: undefined }],
    ['expired', { expiresAt: NOW }],
    ['of another type', { type: 'scan' }],
  ])('denies when the review is %s: partner-missing', (_, change) => {
    const late = JSON.parse(JSON.stringify(review([], change))) as Json
    const claims = [scan([]), 'moment' in change && change.moment === undefined ? { ...late, moment: null } : late]
    expect(verdict(COVERS, claims)).toBe('deny')
    expect(verdict(COVERS, [...claims, review([])])).toBe('allow')
  })

  it('denies a where of the partner that fails: partner-missing', () => {
    const strict = partner({ covers: { found: 'accepted' }, where: [{ field: 'approved', equals: true }] })
    expect(verdict(strict, [scan([]), review([])])).toBe('deny')
    expect(verdict(strict, [scan([]), review([], { summary: { accepted: [], approved: true } })])).toBe('allow')
  })
})

describe('with: equal', () => {
  it.each(['a', '', 0, 7, true])('allows when both are %j', (value) => {
    expect(verdict(EQUAL, [scan(value), review(value)])).toBe('allow')
  })

  it.each([
    ['3', 3],
    [1, true],
    ['a', 'A'],
    [['a'], ['a']],
    [[], []],
    [null, null],
    [false, false],
    [undefined, undefined],
    [1.5, 1.5],
    [{}, {}],
  ])('denies %j and %j: not-equal', (first, second) => {
    expect(verdict(EQUAL, [scan(first), review(second)])).toBe('deny')
  })

  it('denies when covers holds for one review and equal for another: one pair must pass both', () => {
    const both = partner({ covers: { found: 'accepted' }, equal: { id: 'id' } })
    const one = { type: 'scan', attester: 's', summary: { found: ['a'], id: 1 } }
    const reviews = [
      review(['a'], { summary: { accepted: ['a'], id: 2 } }),
      review([], { summary: { accepted: [], id: 1 } }),
    ]
    expect(verdict(both, [one, ...reviews])).toBe('deny')
    expect(verdict(both, [one, review([], { summary: { accepted: ['a'], id: 1 } })])).toBe('allow')
  })
})

const t = (attester: string, change: Json = {}): Json => ({ type: 't', attester, ...change })
const leaf = (...from: string[]): Json => ({ claim: 't', from, maxAge: '1h' })
const any = (...anyOf: Json[]): Json => ({ anyOf })
const every = (...allOf: Json[]): Json => ({ allOf })

describe('count', () => {
  const two = { ...leaf('a', 'b', 'c'), count: 2 }

  it('denies when one attester says it twice: not-enough-attesters (C52)', () => {
    expect(verdict(two, [t('a'), t('a', { summary: { x: 1 } }), t('a')])).toBe('deny')
  })
  it('allows when a second attester says it', () => expect(verdict(two, [t('a'), t('c')])).toBe('allow'))
  it('denies when the second is not in from', () => expect(verdict(two, [t('a'), t('d')])).toBe('deny'))
  it('denies when the second is too old', () => {
    expect(verdict(two, [t('a'), t('b', { moment: NOW - 3601 })])).toBe('deny')
  })
  it('denies when from names one attester twice and only that one speaks', () => {
    expect(verdict({ ...leaf('a', 'a', 'b'), count: 2 }, [t('a'), t('a')])).toBe('deny')
  })
})

describe('anyOf and allOf', () => {
  const [a, b, c, d] = [leaf('a'), leaf('b'), leaf('c'), leaf('d')] as const
  // a and (b or (c and (d or a))): four levels.
  const deep = every(a, any(b, every(c, any(d, leaf('e')))))

  it.each([
    [['a', 'b'], 'allow'],
    [['a', 'c', 'd'], 'allow'],
    [['a', 'c', 'e'], 'allow'],
    [['a', 'c'], 'deny'],
    [['a', 'd', 'e'], 'deny'],
    [['b', 'c', 'd'], 'deny'],
    [['a'], 'deny'],
    [[], 'deny'],
  ])('judges four levels with claims of %j: %s', (attesters, expected) => {
    expect(
      verdict(
        deep,
        attesters.map((name) => t(name)),
      ),
    ).toBe(expected)
  })

  it('allows a policy of four levels and rejects one of five', () => {
    expect(verdict(any(every(any(every(a)))), [t('a')])).toBe('allow')
    expect(() => verdict(every(any(every(any(every(a))))), [t('a')])).toThrow('the policy is invalid')
  })
})
