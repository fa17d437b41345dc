import { describe, expect, it } from 'vitest'
import { identifyAlone } from '../identify-policy.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import { decide } from './decide.ts'
import { REASON_CODES } from './reason-codes.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
type Json = Record<string, unknown>

const policyOf = (requirement: Json) =>
  identifyAlone(
    parsePolicy(
      {
        apiVersion: 'pawl.dev/v1',
        kind: 'AttestationPolicy',
        metadata: { name: 'p', revision: 1 },
        spec: { mode: 'enforce', images: ['ghcr.io/acme/**'], require: [{ name: 'r', ...requirement }] },
      },
      NOW,
    ),
    () => DIGEST,
  )
const claim = (change: Json = {}): Json => ({
  type: 'review',
  attester: 'alice',
  statementDigest: DIGEST,
  moment: NOW - 60,
  summary: { approved: true, level: 3, updatedAt: NOW - 60 },
  ...change,
})
const entry = (change: Json = {}): Json => ({
  reference: 'ghcr.io/acme/app:1',
  repository: 'ghcr.io/acme/app',
  name: 'app',
  digest: DIGEST,
  verifiedAt: NOW,
  validUntil: NOW + 300,
  claims: [claim()],
  ...change,
})
const document = (change: Json = {}): Json => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now: NOW,
  images: [entry()],
  ...change,
})
const claims = (...list: unknown[]): Json => document({ images: [entry({ claims: list })] })
const ofEntry = (change: Json): Json => document({ images: [entry(change)] })

const REVIEW = { claim: 'review', from: ['alice'], maxAge: '60s' }
const test = (...where: Json[]): Json => ({ ...REVIEW, where })
const SCAN = { type: 'scan', attester: 'scanner' }
const scan = (summary: Json): Json => claim({ ...SCAN, summary })
const PAIR = { claim: 'scan', from: ['scanner'], maxAge: '60s' }
const covered = { ...PAIR, with: { ...REVIEW, covers: { found: 'accepted' } } }
const equalled = { ...PAIR, with: { ...REVIEW, equal: { id: 'scan' } } }

/** Code, requirement, the document that is denied for it, and one that is allowed, one fact away. */
const TABLE: readonly (readonly [string, Json, unknown, unknown])[] = [
  ['document-malformed', REVIEW, document({ kind: 'Attestationinput' }), document()],
  ['entry-malformed', REVIEW, ofEntry({ reference: '' }), ofEntry({ reference: 'x' })],
  [
    'not-governed',
    REVIEW,
    ofEntry({ repository: 'ghcr.io/acme-evil/app' }),
    ofEntry({ repository: 'ghcr.io/acme/evil' }),
  ],
  ['digest-missing', REVIEW, ofEntry({ digest: undefined }), ofEntry({ digest: `sha256:${'b'.repeat(64)}` })],
  ['clock-error', REVIEW, ofEntry({ verifiedAt: NOW + 301 }), ofEntry({ verifiedAt: NOW + 300 })],
  ['entry-expired', REVIEW, ofEntry({ validUntil: NOW }), ofEntry({ validUntil: NOW + 1 })],
  ['claim-missing', REVIEW, claims(), claims(claim())],
  ['claim-malformed', REVIEW, claims(claim({ expiresAt: null })), claims(claim({ expiresAt: NOW + 1 }))],
  ['attester-not-accepted', REVIEW, claims(claim({ attester: 'Alice' })), claims(claim({ attester: 'alice' }))],
  ['moment-in-future', REVIEW, claims(claim({ moment: NOW + 301 })), claims(claim({ moment: NOW + 300 }))],
  ['moment-missing', REVIEW, claims({ ...claim(), moment: undefined, ...dropped(claim()) }), claims(claim())],
  ['claim-too-old', REVIEW, claims(claim({ moment: NOW - 61 })), claims(claim({ moment: NOW - 60 }))],
  ['claim-expired', REVIEW, claims(claim({ expiresAt: NOW })), claims(claim({ expiresAt: NOW + 1 }))],
  [
    'field-absent',
    test({ field: 'approved', exists: true }),
    claims(claim({ summary: {} })),
    claims(claim({ summary: { approved: true } })),
  ],
  [
    'field-mismatch',
    test({ field: 'level', atLeast: 3 }),
    claims(claim({ summary: { level: 2 } })),
    claims(claim({ summary: { level: 3 } })),
  ],
  [
    'field-in-future',
    test({ field: 'updatedAt', within: '48h' }),
    claims(claim({ summary: { updatedAt: NOW + 301 } })),
    claims(claim({ summary: { updatedAt: NOW + 300 } })),
  ],
  [
    'field-too-old',
    test({ field: 'updatedAt', within: '48h' }),
    claims(claim({ summary: { updatedAt: NOW - 172_801 } })),
    claims(claim({ summary: { updatedAt: NOW - 172_800 } })),
  ],
  [
    'partner-missing',
    covered,
    claims(scan({ found: [] }), claim({ moment: NOW - 61, summary: { accepted: [] } })),
    claims(scan({ found: [] }), claim({ moment: NOW - 60, summary: { accepted: [] } })),
  ],
  [
    'not-covered',
    covered,
    claims(scan({ found: ['a', 'b'] }), claim({ summary: { accepted: ['a'] } })),
    claims(scan({ found: ['a', 'b'] }), claim({ summary: { accepted: ['b', 'a', 'c'] } })),
  ],
  [
    'not-equal',
    equalled,
    claims(scan({ id: '3' }), claim({ summary: { scan: 3 } })),
    claims(scan({ id: 3 }), claim({ summary: { scan: 3 } })),
  ],
  [
    'not-enough-attesters',
    { ...REVIEW, from: ['alice', 'bob'], count: 2 },
    claims(claim(), claim({ statementDigest: `sha256:${'b'.repeat(64)}` })),
    claims(claim(), claim({ attester: 'bob' })),
  ],
]

/** What takes more than one requirement to show, or a request: exemptions.test.ts, profiles.test.ts and decide-request.test.ts. */
const ELSEWHERE = [
  ...['configuration-stale', 'digest-revoked', 'claim-revoked', 'exception-ended'],
  ...['request-malformed', 'image-not-covered', 'entry-foreign'],
]

/** A claim without a moment: absent is another thing than undefined. */
function dropped(from: Json): Json {
  const { moment: _, ...rest } = from
  return rest
}

const without = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const codesOf = (value: unknown, requirement: Json): readonly string[] =>
  decide(without(value), policyOf(requirement)).images.flatMap((image) =>
    image.policies.flatMap((policy) =>
      policy.requirements.flatMap((each) => (each.met ? [] : each.reasons.map((reason) => reason.code))),
    ),
  )

describe('REASON_CODES', () => {
  it('has a row in this file for every code, and none twice', () => {
    const here = [...TABLE.map(([code]) => code), ...ELSEWHERE]
    expect(here.toSorted()).toStrictEqual([...REASON_CODES].sort())
  })

  it.each(TABLE)('denies the document when the fact is wrong: %s', (code, requirement, denied) => {
    const decision = decide(without(denied), policyOf(requirement))
    expect(decision).toMatchObject({ decision: 'deny', admit: false })
    expect(decision).not.toHaveProperty('expiresAt')
    expect(codesOf(denied, requirement)).toContain(code)
  })

  it.each(TABLE)('allows the document when that one fact is right: %s', (_, requirement, __, allowed) => {
    expect(decide(without(allowed), policyOf(requirement))).toMatchObject({ decision: 'allow', admit: true })
    expect(codesOf(allowed, requirement)).toStrictEqual([])
  })

  it('names the claim, who made it and when it ended when a claim is expired', () => {
    const decision = decide(claims(claim({ expiresAt: NOW })), policyOf(REVIEW))
    expect(decision.images[0]?.policies[0]?.requirements[0]).toStrictEqual({
      name: 'r',
      met: false,
      reasons: [{ code: 'claim-expired', claim: 'review', statementDigest: DIGEST, attester: 'alice', at: NOW }],
    })
  })

  it('gives every reason when there are several claims: "found 2: one by the wrong attester, one too old"', () => {
    expect(codesOf(claims(claim({ attester: 'bob' }), claim({ moment: 0 })), REVIEW).toSorted()).toStrictEqual([
      'attester-not-accepted',
      'claim-too-old',
    ])
  })

  it('shows eight missing findings and counts them all when more are not covered', () => {
    const found = Array.from({ length: 20 }, (_, index) => `CVE-${index}`)
    const decision = decide(claims(scan({ found }), claim({ summary: { accepted: [] } })), policyOf(covered))
    expect(decision.images[0]?.policies[0]?.requirements[0]).toMatchObject({
      reasons: [{ code: 'not-covered', field: 'found', found: 20, missing: found.slice(0, 8) }],
    })
  })

  it('says how many are there and needed when attesters are too few', () => {
    const requirement = { ...REVIEW, from: ['alice', 'bob', 'carol'], count: 3 }
    const decision = decide(claims(claim(), claim({ attester: 'bob' })), policyOf(requirement))
    expect(decision.images[0]?.policies[0]?.requirements[0]).toMatchObject({
      reasons: [{ code: 'not-enough-attesters', found: 2, needed: 3 }],
    })
  })
})
