import { describe, expect, it } from 'vitest'
import { identifyAlone } from '../identify-policy.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import { outcomeOf } from '../outcome-of.ts'
import { decide } from './decide.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
type Json = Record<string, unknown>

const policyOf = (mode = 'enforce') =>
  identifyAlone(
    parsePolicy(
      {
        apiVersion: 'pawl.dev/v1',
        kind: 'AttestationPolicy',
        metadata: { name: 'p', revision: 4 },
        spec: {
          mode,
          images: ['ghcr.io/acme/*'],
          require: [
            { name: 'one', claim: 't', from: ['a'], maxAge: '1h' },
            { name: 'two', claim: 't', from: ['b'], maxAge: 'unlimited' },
          ],
        },
      },
      NOW,
    ),
    () => `sha256:${'f'.repeat(64)}`,
  )
const claim = (change: Json = {}): Json => ({
  type: 't',
  attester: 'a',
  statementDigest: DIGEST,
  moment: NOW,
  summary: {},
  ...change,
})
const CLAIMS = [claim(), claim({ attester: 'b' })]
const TRUST = { name: 'acme', digest: DIGEST, revision: 7 }
const entry = (change: Json = {}): Json => ({
  reference: 'ghcr.io/acme/app:1',
  repository: 'ghcr.io/acme/app',
  name: 'app',
  digest: DIGEST,
  verifiedAt: NOW,
  validUntil: NOW + 300,
  trust: TRUST,
  claims: CLAIMS,
  ...change,
})
const document = (change: Json = {}): Json => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now: NOW,
  images: [entry()],
  ...change,
})
const outcome = (value: unknown) => outcomeOf(decide(value, policyOf()))
const reasonOf = (value: unknown): string | undefined => {
  const [requirement] = decide(value, policyOf()).images[0]?.policies[0]?.requirements ?? []
  return requirement?.met === false ? requirement.reasons[0].code : undefined
}
const all = (index: number): unknown[] => [
  [index, 'p', 'one'],
  [index, 'p', 'two'],
]

describe('decide', () => {
  it('allows, and says by which statements and until when, when every requirement is met', () => {
    expect(decide(document(), policyOf())).toStrictEqual({
      decision: 'allow',
      admit: true,
      profile: 'p',
      trust: TRUST,
      expiresAt: NOW + 300,
      images: [
        {
          index: 0,
          reference: 'ghcr.io/acme/app:1',
          digest: DIGEST,
          decision: 'allow',
          policies: [
            {
              name: 'p',
              digest: `sha256:${'f'.repeat(64)}`,
              revision: 4,
              mode: 'enforce',
              decision: 'allow',
              requirements: [
                { name: 'one', met: true, by: [DIGEST], expiresAt: NOW + 300 },
                { name: 'two', met: true, by: [DIGEST], expiresAt: NOW + 300 },
              ],
            },
          ],
        },
      ],
    })
  })

  it('denies only what is unmet when one claim is gone: claim-missing', () => {
    expect(outcome(document({ images: [entry({ claims: [claim()] })] }))).toStrictEqual({
      allow: false,
      unmet: [[0, 'p', 'two']],
      expiresAt: null,
    })
  })

  it.each([
    ...[null, undefined, 0, '', 'x', false, true, [], {}, [document()], JSON.stringify(document())],
    ...[{ apiVersion: 'pawl.dev/v2' }, { apiVersion: undefined }, { kind: 'x' }, { now: undefined }, { now: '0' }].map(
      document,
    ),
    ...[{ now: NOW + 0.5 }, { now: -1 }, { now: 253_402_300_800 }, { now: Number.NaN }, { images: undefined }].map(
      document,
    ),
    ...[{ images: [] }, { images: {} }, { images: { 0: entry(), length: 1 } }, { images: null }].map(document),
    document({ images: Array.from({ length: 65 }, () => entry()) }),
  ])('denies every requirement at index -1 when the document is no document: document-malformed (L4) #%#', (value) => {
    expect(outcome(value)).toStrictEqual({ allow: false, unmet: all(-1), expiresAt: null })
    expect(reasonOf(value)).toBe('document-malformed')
  })

  it.each([
    ...[null, 'x', 3, [], [entry()], {}],
    ...[{ reference: '' }, { reference: undefined }, { reference: 3 }, { repository: '' }, { repository: ['x'] }].map(
      entry,
    ),
    ...[{ claims: undefined }, { claims: null }, { claims: {} }, { claims: 'x' }].map(entry),
    ...[{ verifiedAt: undefined }, { verifiedAt: NOW + 0.5 }, { verifiedAt: '1' }, { validUntil: null }].map(entry),
    entry({ validUntil: 253_402_300_800 }),
    entry({ claims: [...CLAIMS, ...Array.from({ length: 63 }, () => claim())] }),
  ])(
    'denies every requirement of the entry, and of no other, when it is malformed: entry-malformed (L4) #%#',
    (value) => {
      expect(outcome(document({ images: [entry(), value] }))).toStrictEqual({
        allow: false,
        unmet: all(1),
        expiresAt: null,
      })
      expect(reasonOf(document({ images: [value] }))).toBe('entry-malformed')
    },
  )

  it('allows an entry of 64 claims', () => {
    const claims = [...CLAIMS, ...Array.from({ length: 62 }, () => null)]
    expect(outcome(document({ images: [entry({ claims })] })).allow).toBe(true)
  })

  const MALFORMED = [
    ...[null, 'x', 3, [], {}, [claim()]],
    ...[{ type: undefined }, { type: 3 }, { attester: null }, { attester: ['a'] }, { statementDigest: 3 }].map(claim),
    ...[{ summary: undefined }, { summary: null }, { summary: [] }, { summary: 'x' }, { moment: null }].map(claim),
    ...[{ moment: '1' }, { moment: -1 }, { moment: 1.5 }, { expiresAt: null }, { expiresAt: NOW + 0.5 }].map(claim),
    ...[{ expiresAt: 253_402_300_800 }, { moment: false }, { expiresAt: 'never' }].map(claim),
  ]

  it.each(MALFORMED)('denies when the only claim is malformed: claim-malformed (L4) #%#', (value) => {
    expect(outcome(document({ images: [entry({ claims: [value, CLAIMS[1]] })] })).unmet).toStrictEqual([
      [0, 'p', 'one'],
    ])
  })

  it.each(MALFORMED)(
    'allows when a malformed claim lies beside good ones: it changes nothing else (L4) #%#',
    (value) => {
      expect(outcome(document({ images: [entry({ claims: [value, ...CLAIMS, value] })] }))).toStrictEqual(
        outcome(document()),
      )
    },
  )

  it.each([
    ['enforce', false],
    ['warn', true],
    ['audit', true],
  ])('denies in mode %s and admits %s: only the answer of the adapter differs', (mode, admit) => {
    expect(decide(document({ images: [entry({ claims: [] })] }), policyOf(mode))).toMatchObject({
      decision: 'deny',
      admit,
    })
    expect(decide(null, policyOf(mode))).toMatchObject({ decision: 'deny', admit })
    expect(decide(document(), policyOf(mode))).toMatchObject({ decision: 'allow', admit: true })
  })

  it('denies, whatever members of the decision lie in the document', () => {
    const forged = { ...document({ images: [entry({ claims: [] })] }), decision: 'allow', allow: true, admit: true }
    expect(decide(forged, policyOf())).toMatchObject({ decision: 'deny', admit: false })
  })

  // Order of the model: malformed; governed by nothing; no digest; times. Another order today.
  it('denies an entry that is malformed and not governed: entry-malformed', () => {
    expect(reasonOf(document({ images: [entry({ repository: 'x', verifiedAt: 'x' })] }))).toBe('entry-malformed')
  })
  it('denies an entry whose digest is none, when it is there: entry-malformed', () => {
    expect(reasonOf(document({ images: [entry({ digest: DIGEST.toUpperCase() })] }))).toBe('entry-malformed')
  })
})
