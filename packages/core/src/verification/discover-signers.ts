import { claimTypeOf } from '../predicates/registry.ts'
import type { Subject } from '../reference/subject.ts'
import { isRejection, type Rejection } from '../rejection-codes.ts'
import type { CertificateField } from '../sigstore/verify-keyless.ts'
import type { Statement } from '../statement/read-statement.ts'
import type { TrustConfiguration } from '../trust/trust-configuration.ts'
import type { FetchedEvidence } from './evidence.ts'
import { openEvidence } from './open-evidence.ts'
import type { SignedPayload } from './signed-payload.ts'
import { boundStatements } from './verify-envelope.ts'

/** Who signed a statement about the subject. That somebody did says nothing about whether they may: no claim can be made of this. */
export interface DiscoveredSigner {
  readonly statementDigest: string
  readonly predicateType: string
  /** The claim that such a statement can become; undefined where nobody knows the predicate type. */
  readonly claimType: string | undefined
  readonly signer: DiscoveredKey | DiscoveredIdentity
}

export interface DiscoveredKey {
  readonly kind: 'key'
  /** `sha256:` of the public key, one of those that `trust` has. */
  readonly id: string
}

export interface DiscoveredIdentity {
  readonly kind: 'keyless'
  /** Place of the root in `trust.roots`: the first under which the certificate, its log and its time verify. */
  readonly root: number
  readonly issuer: string
  readonly identity: string
  readonly certificate: ReadonlyMap<CertificateField, string>
}

/**
 * Every step of `verifyEnvelope` but the last: what is signed by any identity at all under a root of `trust`, or by one of its keys, and names the
 * subject. For whoever writes a trust configuration, and for nothing else. Never empty.
 */
export function discoverSigners(
  fetched: FetchedEvidence,
  subject: Subject,
  trust: TrustConfiguration,
  now: number,
): readonly (DiscoveredSigner | Rejection)[] {
  const evidence = openEvidence(fetched)
  if (isRejection(evidence)) return [evidence]
  const found = boundStatements(evidence, subject, trust, now).map((bound) =>
    isRejection(bound) ? bound : discovered(bound.statement, trust),
  )
  // A bundle has one signature: under a second root it is the same signer again.
  return evidence.format === 'bundle' ? found.slice(0, 1) : found
}

function discovered({ signed, predicateType }: Statement, trust: TrustConfiguration): DiscoveredSigner {
  return {
    statementDigest: signed.statementDigest,
    predicateType,
    claimType: claimTypeOf(predicateType, trust),
    signer: signerOf(signed, trust),
  }
}

function signerOf({ signature }: SignedPayload, trust: TrustConfiguration): DiscoveredSigner['signer'] {
  if (signature.kind === 'key') return { kind: 'key', id: signature.key.key.id }
  const { identity, extensions } = signature.proof
  return {
    kind: 'keyless',
    root: trust.roots.indexOf(signature.root),
    issuer: identity.issuer,
    identity: identity.san,
    certificate: extensions,
  }
}
