import { formatInstant } from '@pawl/document'
import { parsePolicy, profileOf } from '@pawl/policy'
import {
  SLSA_PROVENANCE_V1,
  slsaProvenanceV1,
  VULNERABILITY_REVIEW_V1,
  VULNERABILITY_SCAN_V1,
  vulnerabilityReview,
  vulnerabilityScan,
} from '@pawl/testkit'
import type { Random } from '../generators/prng.ts'
import { randomDigest } from '../generators/satisfying-document.ts'
import { NOW } from '../generators/vocabulary.ts'
import { keyOf, type Scene, type Speaker, type Statement } from './scene.ts'

const QA = 'https://acme.test/qa/v1'
const HOUR = 3600
const SPEAKERS: readonly Speaker[] = [
  { name: 'acme-ci', key: keyOf(0), claims: ['provenance'] },
  { name: 'scanner', key: keyOf(1), claims: ['vulnerability-scan'] },
  { name: 'security-team', key: keyOf(2), claims: ['review'] },
  { name: 'qa-lead', key: keyOf(3), claims: ['qa'] },
  { name: 'qa-deputy', key: keyOf(4), claims: ['qa'] },
]

const TRUST = {
  apiVersion: 'pawl.dev/v1',
  kind: 'TrustConfiguration',
  metadata: { name: 'acme', revision: 7 },
  spec: {
    attesters: SPEAKERS.map(({ name, claims }) => ({
      name,
      keys: [{ file: name }],
      claims,
      ...(name === 'acme-ci' ? { buildLevel: 3 } : {}),
    })),
    summaries: [
      { predicateType: QA, claim: 'qa', moment: '/finishedAt', fields: { passed: '/result/passed', run: '/run' } },
    ],
  },
}

/** The example of the model: built, scanned and reviewed, tested by both or by the lead within the hour. */
const POLICY = parsePolicy(
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationPolicy',
    metadata: { name: 'production', revision: 12 },
    spec: {
      mode: 'enforce',
      images: ['ghcr.io/acme/**'],
      require: [
        {
          name: 'built',
          claim: 'provenance',
          from: ['acme-ci'],
          maxAge: '180d',
          where: [{ field: 'buildLevel', atLeast: 3 }],
        },
        {
          name: 'reviewed',
          claim: 'vulnerability-scan',
          from: ['scanner'],
          maxAge: '24h',
          where: [{ field: 'complete', equals: true }],
          with: {
            claim: 'review',
            from: ['security-team'],
            maxAge: '14d',
            where: [{ field: 'approved', equals: true }],
            covers: { findingsHigh: 'accepted' },
          },
        },
        {
          name: 'tested',
          anyOf: [
            {
              claim: 'qa',
              from: ['qa-lead', 'qa-deputy'],
              count: 2,
              maxAge: '30d',
              where: [{ field: 'passed', equals: true }],
            },
            { claim: 'qa', from: ['qa-lead'], maxAge: '1h', where: [{ field: 'passed', equals: true }] },
          ],
        },
      ],
    },
  },
  NOW,
)

/** Evidence that meets the policy in most scenes, and by a hair does not in others. */
export function fixedScene(random: Random): Scene {
  const ago = (...seconds: number[]): string => formatInstant(NOW - random.pick(seconds))
  const ids = ['CVE-2026-1', 'CVE-2026-2', 'CVE-2026-3'].slice(0, random.int(4))
  const purl = 'pkg:deb/debian/openssl@3'
  const scan = vulnerabilityScan({
    findings: ids.map((id) => ({ id, severity: random.pick(['CRITICAL', 'HIGH', 'UNKNOWN', 'LOW'] as const), purl })),
    finishedOn: ago(HOUR, HOUR, 24 * HOUR, 24 * HOUR + 1),
  })
  const review = vulnerabilityReview({
    accepted: random.sample(ids, random.pick([3, 3, 3, 1])).map((id) => `${id}|${purl}`),
    reviewedAt: ago(60, 60, 14 * 24 * HOUR),
    expiresAt: formatInstant(NOW + random.pick([1, 7200, 7200, 86_400])),
  })
  const qa = (): object => ({
    finishedAt: ago(60, HOUR, HOUR + 1, 30 * 24 * HOUR),
    result: { passed: true },
    run: random.int(3),
  })
  const say = (
    attester: string,
    claim: string,
    predicateType: string,
    predicate: object,
    dated?: string,
  ): Statement => ({
    attester,
    claim,
    predicateType,
    predicate,
    dated,
  })
  return {
    trust: TRUST,
    attesters: SPEAKERS,
    profile: profileOf([POLICY]),
    repository: 'ghcr.io/acme/app',
    name: 'app',
    digest: randomDigest(random),
    verifiedAt: NOW - random.pick([0, 10, 300]),
    validUntil: NOW + random.pick([1, 300, 3600]),
    now: NOW,
    honest: [
      say('acme-ci', 'provenance', SLSA_PROVENANCE_V1, slsaProvenanceV1({ finishedOn: ago(HOUR, 180 * 24 * HOUR) })),
      say('scanner', 'vulnerability-scan', VULNERABILITY_SCAN_V1, scan),
      say('security-team', 'review', VULNERABILITY_REVIEW_V1, review, 'reviewedAt'),
      say('qa-lead', 'qa', QA, qa(), 'finishedAt'),
      ...(random.chance(0.8) ? [say('qa-deputy', 'qa', QA, qa(), 'finishedAt')] : []),
    ],
  }
}
