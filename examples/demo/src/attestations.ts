import { formatInstant } from '@pawl/document'
import {
  type DsseEnvelope,
  encodeStatement,
  type Finding,
  type GithubWorkflow,
  githubIdentity,
  SLSA_PROVENANCE_V1,
  signEnvelope,
  slsaProvenanceV1,
  statement,
  type TestKey,
  VULNERABILITY_REVIEW_V1,
  VULNERABILITY_SCAN_V1,
  vulnerabilityReview,
  vulnerabilityScan,
} from '@pawl/testkit'

export const HOUR = 3600
export const DAY = 86_400

/** A finding of the demo's scanner, and the id under which a review accepts it. */
export const OPENSSL: Finding = {
  id: 'CVE-2026-1001',
  severity: 'HIGH',
  package: 'openssl',
  purl: 'pkg:deb/debian/openssl@3.0.15',
  installed: '3.0.15',
}
export const ZLIB: Finding = {
  id: 'CVE-2026-1002',
  severity: 'CRITICAL',
  package: 'zlib',
  purl: 'pkg:deb/debian/zlib@1.2.13',
  installed: '1.2.13',
}

export function findingId({ id, purl }: Finding): string {
  return `${id}|${purl}`
}

/** The statement that a workflow of `acme` built an image; signed by whoever is asked to. */
export function provenancePayload(digest: string, run: GithubWorkflow, built: number): Uint8Array {
  const { repository } = run
  const times = { startedOn: formatInstant(built - 300), finishedOn: formatInstant(built) }
  return payload(digest, SLSA_PROVENANCE_V1, slsaProvenanceV1({ repository, commit: commitOf(run), ...times }))
}

/** The certificate of a run names its commit, and so does the statement: they must agree. */
function commitOf(run: GithubWorkflow): string {
  return githubIdentity(run).extensions?.sourceRepositoryDigest ?? ''
}

export function scan(digest: string, key: TestKey, finished: number, findings: readonly Finding[]): DsseEnvelope {
  const times = { startedOn: formatInstant(finished - 60), finishedOn: formatInstant(finished) }
  return signed(payload(digest, VULNERABILITY_SCAN_V1, vulnerabilityScan({ ...times, findings })), key)
}

export function review(
  digest: string,
  key: TestKey,
  reviewed: number,
  accepted: readonly Finding[],
  days = 30,
): DsseEnvelope {
  return signed(reviewPayload(digest, reviewed, accepted, days), key)
}

export function reviewPayload(
  digest: string,
  reviewed: number,
  accepted: readonly Finding[],
  days: number,
): Uint8Array {
  const times = { reviewedAt: formatInstant(reviewed), expiresAt: formatInstant(reviewed + days * DAY) }
  return payload(digest, VULNERABILITY_REVIEW_V1, vulnerabilityReview({ ...times, accepted: accepted.map(findingId) }))
}

function payload(digest: string, predicateType: string, predicate: object): Uint8Array {
  return encodeStatement(
    statement({ subject: [{ digest: { sha256: digest.slice('sha256:'.length) } }], predicateType, predicate }),
  )
}

function signed(bytes: Uint8Array, key: TestKey): DsseEnvelope {
  return signEnvelope({ payload: bytes, signers: [{ key }] })
}
