import { isRejection, loadTrust, pinSubject, type Rejection, verifyImage } from '@pawl/core'
import type { Claim } from '@pawl/document'
import {
  encodeEnvelope,
  encodeStatement,
  signEnvelope,
  statement,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SEED, SIZE } from './fuzz-size.ts'
import { brokenText, brokenValue } from './near-yes.ts'

const RUN = { seed: SEED, numRuns: SIZE === 'long' ? 20_000 : 3000 }
const HEX = 'c0ffee'.padEnd(64, '0')
const SUBJECT = `sha256:${HEX}`
/** 2026-01-02T00:00:00Z. */
const NOW = 1_767_312_000
const key = testKey('ed25519')
const trust = loadTrust(
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 'fuzz', revision: 1 },
    spec: { attesters: [{ name: 'reviewer', keys: [{ file: 'a.pub' }], claims: ['review'] }] },
  },
  { file: () => Buffer.from(key.publicPem), publicGood: () => Buffer.from('') },
)
const good = statement({
  subject: [{ name: 'other', digest: { sha256: 'ab'.repeat(32) } }, { digest: { sha256: HEX } }],
  predicateType: VULNERABILITY_REVIEW_V1,
  predicate: vulnerabilityReview({ accepted: ['CVE-2026-0001|pkg:npm/a@1'] }),
})

/** Everything that follows a good signature, for whatever bytes were signed. */
function verdictOf(payload: Uint8Array): Claim | Rejection | undefined {
  const bytes = encodeEnvelope(signEnvelope({ payload, signers: [{ key }] }))
  const time = { verifiedAt: NOW, validUntil: NOW + 300 }
  return verifyImage([{ source: 'fuzz', bytes }], pinSubject(SUBJECT, new Map()), trust, time).findings[0]?.result
}

/** What a claim must rest on, read by another parser and in the fewest words. */
function mayClaim(payload: string): boolean {
  const value = JSON.parse(payload)
  const subjects: readonly { readonly digest: { readonly sha256?: string } }[] = value.subject
  return (
    ['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1'].includes(value._type) &&
    value.predicateType === VULNERABILITY_REVIEW_V1 &&
    value.predicate.decision === 'approved' &&
    subjects.some(({ digest }) => digest.sha256 === HEX) &&
    Date.parse(value.predicate.reviewedAt) < Date.parse(value.predicate.expiresAt)
  )
}

describe('the statement reader, behind a good signature', () => {
  it('allows the statement when nothing is broken', () => {
    expect(verdictOf(encodeStatement(good))).toMatchObject({ type: 'review', attester: 'reviewer' })
  })

  const broken = fc.oneof(
    brokenValue(good).map((value) => JSON.stringify(value)),
    brokenText(fc.constant(JSON.stringify(good))),
  )

  it('makes a claim only of a statement that another parser reads alike when a good one is broken', () => {
    const counts: Record<string, number> = {}
    fc.assert(
      fc.property(broken, (payload) => {
        const verdict = verdictOf(Buffer.from(payload))
        if (verdict === undefined) throw new TypeError('no finding')
        const name = isRejection(verdict) ? verdict.code : 'allowed'
        counts[name] = (counts[name] ?? 0) + 1
        if (!isRejection(verdict)) expect(mayClaim(payload)).toBe(true)
      }),
      RUN,
    )
    console.log(`parsers, broken statements, seed ${RUN.seed}: ${JSON.stringify(counts)}`)
    const expected = ['allowed', 'statement-malformed', 'subject-malformed', 'subject-mismatch', 'predicate-malformed']
    expect(Object.keys(counts)).toEqual(expect.arrayContaining(expected))
  })

  it('throws nothing when any bytes are signed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(verdictOf(bytes)).toMatchObject({ outcome: 'rejected' })
      }),
      { ...RUN, numRuns: Math.ceil(RUN.numRuns / 3) },
    )
  })
})
