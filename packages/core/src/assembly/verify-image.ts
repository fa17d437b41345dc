import type { Claim, ImageSummary } from '@pawl/document'
import { sha256Digest } from '../bytes/sha256.ts'
import { extractClaim } from '../predicates/extract-claim.ts'
import type { Subject } from '../reference/subject.ts'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import type { TrustConfiguration } from '../trust/trust-configuration.ts'
import { endOfCurrentRoots } from '../verification/current-roots.ts'
import type { FetchedEvidence } from '../verification/evidence.ts'
import { verifyEnvelope } from '../verification/verify-envelope.ts'
import { capClaims } from './cap-claims.ts'

/** What one image's evidence came to. The summary is for engines; the findings are for people, and never part of the document. */
export interface VerifiedImage {
  readonly summary: ImageSummary
  readonly findings: readonly Finding[]
}

/** What became of one statement in one piece of evidence. */
export interface Finding {
  readonly source: string
  /** `sha256:` of the bytes as they were found. */
  readonly evidenceDigest: string
  readonly bytes: number
  readonly result: Claim | Rejection
}

/** When it was verified and for how long that holds; both epoch seconds, both given: this package has no clock. */
export interface VerificationTime {
  readonly verifiedAt: number
  readonly validUntil: number
}

/**
 * From evidence to the summary of one image. Order, duplicates and garbage change nothing (law L2); what does not fit is turned down
 * as `over-limit` (law L8). It holds until `validUntil`, or until a root that vouched here ends, whichever comes first.
 */
export function verifyImage(
  evidence: readonly FetchedEvidence[],
  subject: Subject,
  trust: TrustConfiguration,
  { verifiedAt, validUntil }: VerificationTime,
): VerifiedImage {
  const known = new Map<string, readonly (Claim | Rejection)[]>()
  const findings = evidence.flatMap((fetched): readonly Finding[] => {
    const { source, bytes } = fetched
    const evidenceDigest = sha256Digest(bytes)
    // The same bytes with the same attachment are not verified again: they could only say the same.
    const found = `${evidenceDigest} ${JSON.stringify(fetched.attachment)}`
    const results = known.get(found) ?? examine(fetched, subject, trust, verifiedAt)
    known.set(found, results)
    return results.map((result) => ({ source, evidenceDigest, bytes: bytes.length, result }))
  })
  const claims = new Set(findings.flatMap(({ result }) => (isRejection(result) ? [] : [result])))
  const { kept, overLimit } = capClaims([...claims], trust.pairs, verifiedAt)
  const end = Math.min(validUntil, endOfCurrentRoots(trust.roots, verifiedAt))
  return {
    summary: { digest: subject.digest, verifiedAt, validUntil: end, trust: trust.reference, claims: kept },
    findings: findings.map((finding) =>
      !isRejection(finding.result) && overLimit.has(finding.result)
        ? { ...finding, result: reject('over-limit', 'claims') }
        : finding,
    ),
  }
}

function examine(
  fetched: FetchedEvidence,
  subject: Subject,
  trust: TrustConfiguration,
  now: number,
): readonly (Claim | Rejection)[] {
  return verifyEnvelope(fetched, subject, trust, now).map((verified) =>
    isRejection(verified) ? verified : extractClaim(verified, trust),
  )
}
