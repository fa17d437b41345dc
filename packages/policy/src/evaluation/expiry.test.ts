import { describe, expect, it } from 'vitest'
import { identifyAlone } from '../identify-policy.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import { decide } from './decide.ts'

const T = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
type Json = Record<string, unknown>

const policyOf = (...require: Json[]) =>
  identifyAlone(
    parsePolicy(
      {
        apiVersion: 'pawl.dev/v1',
        kind: 'AttestationPolicy',
        metadata: { name: 'p', revision: 1 },
        spec: { mode: 'enforce', images: ['**'], require: require.map((each, n) => ({ name: `r${n}`, ...each })) },
      },
      T,
    ),
    () => DIGEST,
  )
const claim = (attester: string, change: Json = {}): Json => ({
  type: 't',
  attester,
  statementDigest: DIGEST,
  summary: {},
  ...change,
})
/** Verified at T and valid for a year, unless told: no bound of the entry is in the way. */
const at = (now: number, claims: readonly Json[], change: Json = {}): unknown => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now,
  images: [
    {
      reference: 'r',
      repository: 'r',
      digest: DIGEST,
      verifiedAt: T,
      validUntil: T + 31_536_000,
      claims,
      ...change,
    },
  ],
})

const leaf = (change: Json = {}): Json => ({ claim: 't', from: ['a', 'b', 'c'], maxAge: 'unlimited', ...change })
const aged = (attester: string, moment: number): Json => claim(attester, { moment })
const ending = (attester: string, expiresAt: number): Json => claim(attester, { expiresAt })
const dated = (attester: string, updatedAt: number): Json => claim(attester, { summary: { updatedAt } })
const within = { where: [{ field: 'updatedAt', within: '100s' }] }

/** What bounds the decision, requirements, claims, change of the entry, and the first second of the deny, by hand. */
const ROWS: readonly (readonly [string, Json[], Json[], Json, number])[] = [
  ['the age of a claim: moment + maxAge + 1', [leaf({ maxAge: '100s' })], [aged('a', T - 40)], {}, T + 61],
  ['the end of a claim', [leaf()], [ending('a', T + 50)], {}, T + 50],
  ['the lesser of age and end', [leaf({ maxAge: '100s' })], [claim('a', { moment: T, expiresAt: T + 90 })], {}, T + 90],
  ['a time field: value + within + 1', [leaf(within)], [dated('a', T - 30)], {}, T + 71],
  ['validUntil', [leaf()], [claim('a')], { validUntil: T + 300 }, T + 300],
  ['the better of two claims', [leaf()], [ending('a', T + 50), ending('a', T + 70)], {}, T + 70],
  ['the better of two attesters', [leaf()], [ending('a', T + 50), ending('b', T + 70)], {}, T + 70],
  [
    'the second of two that must be there',
    [leaf({ count: 2 })],
    [ending('a', T + 50), ending('b', T + 70)],
    {},
    T + 50,
  ],
  [
    'the second greatest of three attesters, each by its best claim',
    [leaf({ count: 2 })],
    [ending('a', T + 10), ending('a', T + 90), ending('b', T + 50), ending('c', T + 70)],
    {},
    T + 70,
  ],
  [
    'the greatest of anyOf',
    [{ anyOf: [leaf({ from: ['a'] }), leaf({ from: ['b'] })] }],
    [ending('a', T + 50), ending('b', T + 70)],
    {},
    T + 70,
  ],
  [
    'the least of allOf',
    [{ allOf: [leaf({ from: ['a'] }), leaf({ from: ['b'] })] }],
    [ending('a', T + 50), ending('b', T + 70)],
    {},
    T + 50,
  ],
  [
    'the least of two requirements',
    [leaf({ from: ['a'] }), leaf({ from: ['b'] })],
    [ending('a', T + 50), ending('b', T + 70)],
    {},
    T + 50,
  ],
  [
    'the lesser of a pair',
    [leaf({ from: ['a'], with: leaf({ from: ['b'] }) })],
    [ending('a', T + 90), ending('b', T + 50)],
    {},
    T + 50,
  ],
  [
    'the better of two pairs',
    [leaf({ from: ['a'], with: leaf({ from: ['b', 'c'] }) })],
    [ending('a', T + 90), ending('b', T + 50), ending('c', T + 60)],
    {},
    T + 60,
  ],
]

describe('expiresAt', () => {
  it.each(ROWS)('allows up to the second before %s, and denies from it on', (_, require, claims, change, expiresAt) => {
    const policy = policyOf(...require)
    expect(decide(at(T, claims, change), policy)).toMatchObject({ decision: 'allow', expiresAt })
    expect(decide(at(expiresAt - 1, claims, change), policy)).toMatchObject({ decision: 'allow', expiresAt })
    for (const later of [0, 1, 299, 100_000]) {
      expect(decide(at(expiresAt + later, claims, change), policy).decision).toBe('deny')
    }
  })

  it('is the least over the images when there are several', () => {
    const [first] = (at(T, [ending('a', T + 50)]) as { images: object[] }).images
    const second = at(T, [ending('a', T + 40)]) as { images: object[] }
    const decision = decide({ ...second, images: [first, ...second.images] }, policyOf(leaf()))
    expect(decision).toMatchObject({ decision: 'allow', expiresAt: T + 40 })
  })

  it('denies every image when one of two has nothing: one good image never covers another', () => {
    const [good] = (at(T, [claim('a')]) as { images: object[] }).images
    const bad = at(T, []) as { images: object[] }
    const decision = decide({ ...bad, images: [good, ...bad.images] }, policyOf(leaf()))
    expect(decision.decision).toBe('deny')
    expect(decision.images.map((image) => image.decision)).toStrictEqual(['allow', 'deny'])
  })

  it.each([
    [T - 301, 'deny'],
    [T - 300, 'allow'],
    [T - 299, 'allow'],
  ])('judges an entry of a clock that is ahead at %i as %s: clock-error', (now, decision) => {
    expect(decide(at(now, [claim('a')]), policyOf(leaf())).decision).toBe(decision)
  })

  it.each([
    [T + 299, 'allow'],
    [T + 300, 'allow'],
    [T + 301, 'deny'],
  ])('judges a claim of the moment %i, with and without maxAge, as %s: moment-in-future (C41)', (moment, decision) => {
    expect(decide(at(T, [aged('a', moment)]), policyOf(leaf())).decision).toBe(decision)
    expect(decide(at(T, [aged('a', moment)]), policyOf(leaf({ maxAge: '1h' }))).decision).toBe(decision)
    // It never comes to count by waiting: the bound is verifiedAt, not now.
    expect(decide(at(T + 1000, [aged('a', moment)]), policyOf(leaf())).decision).toBe(decision)
  })
})
