import { createHash } from 'node:crypto'
import {
  type BundleJson,
  type EnvelopeSigner,
  encodeEnvelope,
  encodeStatement,
  fakeSigstore,
  githubIdentity,
  type KeylessRequest,
  type Review,
  SLSA_PROVENANCE_V1,
  signEnvelope,
  slsaProvenanceV1,
  statement,
  type TestKey,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import type { ExpectedClaim, Vector } from './vector.ts'

/** 2026-01-02T00:00:00Z. Keyless evidence is signed an hour before. */
export const NOW = 1_767_312_000
export const HEX = createHash('sha256').update('the image manifest of the vectors').digest('hex')
export const SUBJECT = `sha256:${HEX}`
export const ACCEPTED = 'CVE-2026-0001|pkg:deb/debian/openssl@3.0.15-1'

/** One Sigstore and one set of keys for all vectors. Private halves live until the end of this process. */
export const sigstore = fakeSigstore({ now: NOW })
/** Its root pins no timestamp signer: tokens bring theirs. */
export const embedding = fakeSigstore({ now: NOW, timestampAuthority: { leafInRoot: false } })
export const identity = githubIdentity({ repository: 'acme/app' })
export const key = testKey('ed25519')

export const subject = [{ name: 'registry.test/acme/app', digest: { sha256: HEX } }] as const

export function reviewPayload(varied: Partial<Review> = {}): Uint8Array {
  const predicate = vulnerabilityReview({ accepted: [ACCEPTED], ticket: 'SEC-1', ...varied })
  return encodeStatement(statement({ subject, predicateType: VULNERABILITY_REVIEW_V1, predicate }))
}

/** A good review with some members of its statement replaced, signed by the trusted key. */
export function statedWith(members: object): Uint8Array {
  return signed(encodeStatement({ ...JSON.parse(Buffer.from(reviewPayload()).toString('utf8')), ...members }))
}

export const provenancePayload: Uint8Array = encodeStatement(
  statement({ subject, predicateType: SLSA_PROVENANCE_V1, predicate: slsaProvenanceV1() }),
)

export function signed(payload: Uint8Array, signer: EnvelopeSigner = { key }, payloadType?: string): Uint8Array {
  return encodeEnvelope(
    signEnvelope({ payload, signers: [signer], ...(payloadType === undefined ? {} : { payloadType }) }),
  )
}

export function bundled(varied: Partial<KeylessRequest> = {}): Uint8Array {
  return jsonBytes(sigstore.bundle({ payload: provenancePayload, identity, ...varied }))
}

export function jsonBytes(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value))
}

/** A good bundle with some of its members replaced. */
export function altered(varied: Partial<KeylessRequest>, alter: (bundle: BundleJson) => object): Uint8Array {
  return jsonBytes(alter(sigstore.bundle({ payload: provenancePayload, identity, ...varied })))
}

type Trusted = Pick<Vector, 'trust' | 'files'>

export function trusting(spec: object, files: Readonly<Record<string, string>>): Trusted {
  const metadata = { name: 'vectors', revision: 1 }
  return { trust: { apiVersion: 'pawl.dev/v1', kind: 'TrustConfiguration', metadata, spec }, files }
}

/** security-team, by one key, for reviews. */
export function trustingKey(trusted: TestKey = key, varied: object = {}, window: object = {}): Trusted {
  const keys = [{ file: 'security-team.pub', ...window }]
  const attester = { name: 'security-team', keys, claims: ['review'], ...varied }
  return trusting({ attesters: [attester] }, { 'security-team.pub': trusted.publicPem })
}

/** acme-ci, by the workflow that the testkit's identity stands for. */
export function trustingWorkflow(
  varied: object = {},
  claims: readonly string[] = ['provenance'],
  trusted = sigstore.trustedRoot,
): Trusted {
  const keyless = [{ root: 'fake', issuer: identity.issuer, identity: identity.san, ...varied }]
  const spec = {
    roots: [{ name: 'fake', trustedRoot: 'trusted_root.json' }],
    attesters: [{ name: 'acme-ci', keyless, claims, buildLevel: 3 }],
  }
  return trusting(spec, { 'trusted_root.json': JSON.stringify(trusted) })
}

/** A vector that must fail with `code`, beside the accepted one that it is one fact away from. */
export function rejected(
  name: `${string}/${string}`,
  sibling: string,
  evidence: Uint8Array,
  readme: string,
  trusted: Trusted = trustingKey(),
): Vector {
  const facts = { subject: SUBJECT, verifiedAt: NOW, sibling, claims: [] }
  return { folder: `rejected/${name}`, evidence: [evidence], ...trusted, facts, readme }
}

/** A vector from which these claims must come. */
export function accepted(
  name: string,
  evidence: readonly Uint8Array[],
  claims: readonly ExpectedClaim[],
  readme: string,
  trusted: Trusted,
): Vector {
  return {
    folder: `accepted/${name}`,
    evidence,
    ...trusted,
    facts: { subject: SUBJECT, verifiedAt: NOW, claims },
    readme,
  }
}
