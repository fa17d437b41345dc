import { formatInstant } from '@pawl/document'
import {
  encodeStatement,
  fakeSigstore,
  statement,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { verifyImage } from '../assembly/verify-image.ts'
import { pinSubject } from '../reference/subject.ts'
import { isRejection } from '../rejection-codes.ts'
import { loadTrust } from '../trust/load-trust.ts'

const NOW = 1_763_812_800
const HEX = 'a'.repeat(64)
// Ed25519 signs the same bytes the same way: two stamps can be about one signature.
const KEY = testKey('ed25519')
const sigstore = fakeSigstore({ now: NOW })

function stampedAt(reviewed: number, ...times: readonly number[]): string {
  const predicate = vulnerabilityReview({ reviewedAt: formatInstant(reviewed), expiresAt: formatInstant(NOW + 86_400) })
  const payload = encodeStatement(
    statement({ subject: [{ digest: { sha256: HEX } }], predicateType: VULNERABILITY_REVIEW_V1, predicate }),
  )
  const bundles = times.map((signedAt) =>
    sigstore.keyBundle({ payload, key: KEY, signedAt, log: 'none', timestamp: true }),
  )
  const [bundle] = JSON.parse(JSON.stringify(bundles))
  const stamps = JSON.parse(JSON.stringify(bundles)).flatMap(
    (each: typeof bundle) => each.verificationMaterial.timestampVerificationData.rfc3161Timestamps,
  )
  bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps = stamps
  const trust = loadTrust(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'TrustConfiguration',
      metadata: { name: 't', revision: 1 },
      spec: {
        roots: [{ name: 'r', trustedRoot: 'root' }],
        attesters: [{ name: 'security', keys: [{ file: 'key' }], claims: ['review'] }],
      },
    },
    {
      file: (path) => Buffer.from(path === 'key' ? KEY.publicPem : JSON.stringify(sigstore.trustedRoot)),
      publicGood: () => new Uint8Array(),
    },
  )
  const evidence = [{ source: 'x', bytes: Buffer.from(JSON.stringify(bundle)) }]
  const subject = pinSubject(`sha256:${HEX}`, new Map())
  const { findings } = verifyImage(evidence, subject, trust, { verifiedAt: NOW, validUntil: NOW + 300 })
  const result = findings[0]?.result
  return result === undefined ? 'nothing' : isRejection(result) ? result.code : result.type
}

// The authority of the testkit stamps one second after the signature; clocks may differ by 300 s.
const LIMIT = NOW - 7200 + 1 + 300

describe('a signature with two verified times', () => {
  it('accepts a statement that is older than both', () => {
    expect(stampedAt(NOW - 9000, NOW - 7200, NOW - 60)).toBe('review')
    expect(stampedAt(LIMIT, NOW - 7200, NOW - 60)).toBe('review')
  })

  it('rejects a statement that is younger than the earlier, whatever a later stamp says: moment-after-signature', () => {
    expect(stampedAt(LIMIT + 1, NOW - 7200, NOW - 60)).toBe('moment-after-signature')
    expect(stampedAt(LIMIT + 1, NOW - 60, NOW - 7200)).toBe('moment-after-signature')
    expect(stampedAt(LIMIT + 1, NOW - 60)).toBe('review')
  })
})
