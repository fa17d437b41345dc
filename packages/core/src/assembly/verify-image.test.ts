import {
  encodeEnvelope,
  encodeStatement,
  signEnvelope,
  statement,
  type TestKey,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { sha256Digest } from '../bytes/sha256.ts'
import { parseImageReference } from '../reference/image-reference.ts'
import { pinSubject } from '../reference/subject.ts'
import { isRejection } from '../rejection-codes.ts'
import { loadTrust } from '../trust/load-trust.ts'
import { imageEntry, inputDocument } from './image-entry.ts'
import { verifyImage } from './verify-image.ts'

const NOW = 1_767_250_000
const HEX = 'a'.repeat(64)
const [TEAM, STRANGER] = [testKey('ed25519'), testKey('ed25519')]
const TIMES = { verifiedAt: NOW, validUntil: NOW + 300 }
const TRUST = loadTrust(
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 'acme', revision: 7 },
    spec: { attesters: [{ name: 'team', keys: [{ file: 'team' }], claims: ['review'] }] },
  },
  { file: () => Buffer.from(TEAM.publicPem), publicGood: () => new Uint8Array() },
)

const payloadOf = (ticket: string): Uint8Array =>
  encodeStatement(
    statement({
      subject: [{ digest: { sha256: HEX } }],
      predicateType: VULNERABILITY_REVIEW_V1,
      predicate: vulnerabilityReview({ ticket }),
    }),
  )
const review = (ticket: string, key: TestKey = TEAM): Uint8Array =>
  encodeEnvelope(signEnvelope({ payload: payloadOf(ticket), signers: [{ key }] }))
const verify = (...pieces: readonly Uint8Array[]) =>
  verifyImage(
    pieces.map((bytes, index) => ({ source: `s${index}`, bytes })),
    pinSubject(`sha256:${HEX}`, new Map()),
    TRUST,
    TIMES,
  )
const codes = (...pieces: readonly Uint8Array[]): string[] =>
  verify(...pieces).findings.map(({ result }) => (isRejection(result) ? result.code : 'claim'))
const tickets = (...pieces: readonly Uint8Array[]): unknown[] =>
  verify(...pieces).summary.claims.map(({ summary }) => summary['ticket'])

describe('verifyImage', () => {
  it('makes a claim of a review, with everything that a policy may see', () => {
    expect(verify(review('SEC-1')).summary).toStrictEqual({
      digest: `sha256:${HEX}`,
      verifiedAt: NOW,
      validUntil: NOW + 300,
      trust: TRUST.reference,
      claims: [
        {
          type: 'review',
          predicateType: VULNERABILITY_REVIEW_V1,
          attester: 'team',
          signer: { kind: 'key', id: TEAM.id },
          moment: 1_767_232_800,
          expiresAt: 1_775_008_800,
          statementDigest: sha256Digest(payloadOf('SEC-1')),
          subject: 'exact',
          summary: {
            approved: true,
            accepted: [],
            reviewerId: 'https://accounts.test/reviewer',
            scanStatementDigest: `sha256:${'0'.repeat(64)}`,
            ticket: 'SEC-1',
            reviewedAt: 1_767_232_800,
          },
        },
      ],
    })
  })

  it('makes no claim of nothing, and says nothing (C04)', () => {
    expect(verify()).toMatchObject({ summary: { claims: [] }, findings: [] })
  })

  it('says what became of each piece, and lets none change another (C73)', () => {
    const pieces = [Buffer.from('x'), review('a'), review('b', STRANGER), new Uint8Array(), review('c')]
    expect(codes(...pieces)).toStrictEqual(['json-invalid', 'claim', 'signature-unverified', 'json-invalid', 'claim'])
    expect(tickets(...pieces).toSorted()).toStrictEqual(['a', 'c'])
  })

  it('makes one claim of one envelope that lies in two places, and finds it in both (C76)', () => {
    expect(codes(review('a'), review('a'))).toStrictEqual(['claim', 'claim'])
    expect(tickets(review('a'), review('a'))).toStrictEqual(['a'])
  })

  it('reads the same bytes anew where something else lies beside them', () => {
    const bytes = review('SEC-1')
    const pieces = [
      { source: 'a', bytes, attachment: { logEntry: 'broken' } },
      { source: 'b', bytes },
    ]
    const results = [pieces, pieces.toReversed()].map((each) =>
      verifyImage(each, pinSubject(`sha256:${HEX}`, new Map()), TRUST, TIMES).findings.map(({ result }) =>
        isRejection(result) ? result.code : 'claim',
      ),
    )
    expect(results).toStrictEqual([
      ['bundle-malformed', 'claim'],
      ['claim', 'bundle-malformed'],
    ])
  })

  it('gives the same summary in whatever order the evidence comes', () => {
    const pieces = ['a', 'b', 'c', 'd'].map((ticket) => review(ticket))
    expect(verify(...pieces.toReversed()).summary).toStrictEqual(verify(...pieces).summary)
  })

  it('accepts eight claims of a pair and rejects the ninth: over-limit', () => {
    const pieces = Array.from({ length: 9 }, (_, n) => review(`SEC-${n}`))
    expect(codes(...pieces.slice(0, 8))).not.toContain('over-limit')
    expect(codes(...pieces).filter((code) => code === 'over-limit')).toHaveLength(1)
    expect(tickets(...pieces)).toHaveLength(8)
  })

  it('names source, bytes and digest of a piece for people, and none of it in the summary', () => {
    const bytes = review('a')
    const { findings, summary } = verify(bytes)
    expect(findings).toMatchObject([{ source: 's0', bytes: bytes.length, evidenceDigest: sha256Digest(bytes) }])
    expect(JSON.stringify(summary)).not.toContain('s0')
  })
})

describe('inputDocument', () => {
  it('puts the summary under the reference of the request, and nothing else beside it', () => {
    const { summary } = verify(review('a'))
    const entry = imageEntry('GHCR.io/acme/app:1', parseImageReference('GHCR.io/acme/app:1'), summary)
    expect(inputDocument([entry], NOW)).toStrictEqual({
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationInput',
      now: NOW,
      images: [{ reference: 'GHCR.io/acme/app:1', repository: 'ghcr.io/acme/app', name: 'app', ...summary }],
    })
  })
})
