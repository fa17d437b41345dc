import { claimTypeOf } from '../predicates/registry.ts'
import type { Subject } from '../reference/subject.ts'
import { isRejection, type Rejection } from '../rejection-codes.ts'
import { type BoundStatement, checkSubject } from '../statement/check-subject.ts'
import { readStatement } from '../statement/read-statement.ts'
import type { TrustConfiguration } from '../trust/trust-configuration.ts'
import { checkAuthority, type VerifiedStatement } from './check-authority.ts'
import { checkSignature } from './check-signature.ts'
import type { FetchedEvidence } from './evidence.ts'
import { type OpenedEvidence, openEvidence } from './open-evidence.ts'
import type { SignedPayload } from './signed-payload.ts'

/**
 * What makes a statement trusted: this page. Read it, check who signed it, read the signed bytes, check that they name the subject, check
 * that the signer may say so. Each step takes what the one before it returns; leaving one out does not compile.
 * One envelope may be signed by several attesters, hence a list; it is never empty.
 */
export function verifyEnvelope(
  fetched: FetchedEvidence,
  subject: Subject,
  trust: TrustConfiguration,
  now: number,
): readonly (VerifiedStatement | Rejection)[] {
  const evidence = openEvidence(fetched)
  if (isRejection(evidence)) return [evidence]
  const results = boundStatements(evidence, subject, trust, now).map((bound) =>
    isRejection(bound) ? bound : checkAuthority(bound, claimTypeOf(bound.statement.predicateType, trust), trust),
  )
  return evidence.format === 'bundle' ? oneOf(results) : results
}

/** Every step before authority: what somebody signed about the subject. Whether they may is not asked, so nothing of it is trusted yet. */
export function boundStatements(
  evidence: OpenedEvidence,
  subject: Subject,
  trust: TrustConfiguration,
  now: number,
): readonly (BoundStatement | Rejection)[] {
  const signed = checkSignature(evidence, trust, now)
  if (isRejection(signed)) return [signed]
  return signed.map((payload) => bindStatement(payload, subject))
}

/** A bundle has one signature: under whichever roots it verified, it is one statement. */
function oneOf(results: readonly (VerifiedStatement | Rejection)[]): readonly (VerifiedStatement | Rejection)[] {
  const verified = results.filter((result) => !isRejection(result))
  return (verified.length > 0 ? verified : results).slice(0, 1)
}

function bindStatement(signed: SignedPayload, subject: Subject): BoundStatement | Rejection {
  const statement = readStatement(signed)
  return isRejection(statement) ? statement : checkSubject(statement, subject)
}
