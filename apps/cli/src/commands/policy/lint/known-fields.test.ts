import { loadTrust, pinSubject, verifyImage } from '@pawl/core'
import {
  encodeStatement,
  fakeSigstore,
  githubIdentity,
  SLSA_PROVENANCE_V1,
  SLSA_PROVENANCE_V02,
  signEnvelope,
  slsaProvenanceV1,
  slsaProvenanceV02,
  statement,
  testKey,
  VULNERABILITY_REVIEW_V1,
  VULNERABILITY_SCAN_V1,
  vulnerabilityReview,
  vulnerabilityScan,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { CERTIFICATE_FIELDS, knownFields } from './known-fields.ts'

const NOW = 1_767_312_000
const DIGEST = 'a'.repeat(64)
const key = testKey('ed25519')
const sigstore = fakeSigstore({ now: NOW })
const trust = loadTrust(
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 't', revision: 1 },
    spec: {
      roots: [{ name: 'r', trustedRoot: 'root' }],
      attesters: [
        { name: 'key', keys: [{ file: 'key' }], claims: ['provenance', 'vulnerability-scan', 'review'], buildLevel: 2 },
        {
          name: 'ci',
          keyless: [
            { root: 'r', issuer: 'https://token.actions.githubusercontent.com', identity: 'https://github.com/**' },
          ],
          claims: ['provenance'],
          buildLevel: 2,
        },
      ],
    },
  },
  {
    file: (path) => Buffer.from(path === 'key' ? key.publicPem : JSON.stringify(sigstore.trustedRoot)),
    publicGood: () => new Uint8Array(),
  },
)

const payload = (predicateType: string, predicate: object): Uint8Array =>
  encodeStatement(statement({ subject: [{ digest: { sha256: DIGEST } }], predicateType, predicate }))
const provenance = { repository: 'acme/app', ref: 'refs/heads/main', finishedOn: '2026-01-01T00:05:00Z' }
const SCAN = vulnerabilityScan({ findings: [{ id: 'CVE-1', severity: 'HIGH', package: 'a', installed: '1' }] })
const SIGNED_BY_KEY: readonly (readonly [string, object])[] = [
  [SLSA_PROVENANCE_V1, slsaProvenanceV1(provenance)],
  [SLSA_PROVENANCE_V02, slsaProvenanceV02(provenance)],
  [
    VULNERABILITY_SCAN_V1,
    { ...SCAN, scanner: { ...scannerOf(SCAN), db: { version: '2', lastUpdate: '2026-01-01T00:00:00Z' } } },
  ],
  [
    VULNERABILITY_REVIEW_V1,
    {
      ...vulnerabilityReview(),
      scan: { statementDigest: `sha256:${DIGEST}` },
      policy: { digest: `sha256:${DIGEST}` },
      ticket: 'SEC-1',
    },
  ],
]

function scannerOf(scan: object): object {
  return Reflect.get(scan, 'scanner') as object
}

/** Claims of the real verifier: what a policy would see. */
function claimsOf(envelopes: readonly object[]) {
  const evidence = envelopes.map((each) => ({ bytes: Buffer.from(JSON.stringify(each)), source: 'test' }))
  const subject = pinSubject(`sha256:${DIGEST}`, new Map())
  return verifyImage(evidence, subject, trust, { verifiedAt: NOW, validUntil: NOW + 300 }).summary.claims
}

describe('the fields that lint knows', () => {
  const byKey = claimsOf(
    SIGNED_BY_KEY.map(([type, predicate]) => signEnvelope({ payload: payload(type, predicate), signers: [{ key }] })),
  )
  const keyless = claimsOf([
    sigstore.bundle({
      payload: payload(SLSA_PROVENANCE_V1, slsaProvenanceV1(provenance)),
      identity: githubIdentity({ repository: 'acme/app', ref: 'refs/heads/main' }),
    }),
  ])

  it('are those of every claim that is read here', () => {
    expect(byKey.map(({ type }) => type).sort()).toEqual(['provenance', 'provenance', 'review', 'vulnerability-scan'])
    const known = knownFields(undefined)
    for (const { type, summary } of [...byKey, ...keyless])
      for (const field of Object.keys(summary)) expect(known.get(type), `${type} ${field}`).toContain(field)
  })

  it('are of a certificate exactly where a key does not give them', () => {
    expect(keyless).toHaveLength(1)
    const given = Object.keys(keyless[0]?.summary ?? {})
    expect([...CERTIFICATE_FIELDS].sort()).toEqual(
      given.filter((field) => !byKey.some(({ summary }) => Object.hasOwn(summary, field))).sort(),
    )
  })
})
