import { type Claim, canonicalBytes, LIMITS, type Signer } from '@pawl/document'
import { sha256Digest } from '../bytes/sha256.ts'
import { isInvalidJson } from '../bytes/strict-json.ts'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import type { TrustConfiguration } from '../trust/trust-configuration.ts'
import type { VerifiedStatement } from '../verification/check-authority.ts'
import type { VerifiedSignature } from '../verification/signed-payload.ts'
import { predicateOf } from './registry.ts'

/** From a verified statement to the one claim it makes: its summary, and the moment from which its age is measured. */
export function extractClaim(verified: VerifiedStatement, trust: TrustConfiguration): Claim | Rejection {
  const { statement, attester, claimType } = verified
  const predicate = predicateOf(statement.predicateType, trust)
  if (predicate === undefined) return reject('predicate-type-unknown', 'predicateType')
  const value = statement.predicate()
  if (value !== undefined && isInvalidJson(value)) return reject('statement-malformed', value.at)
  const extract = predicate.read(value, verified)
  if (isRejection(extract)) return extract
  const { signature } = statement.signed
  if (isAfterSignature(extract.moment, signature)) return reject('moment-after-signature', 'predicate')
  const moment = earliest(signature, extract.moment)
  return {
    type: claimType,
    predicateType: statement.predicateType,
    attester: attester.name,
    signer: signerOf(signature),
    ...(moment === undefined ? {} : { moment }),
    ...(extract.expiresAt === undefined ? {} : { expiresAt: extract.expiresAt }),
    statementDigest: statement.signed.statementDigest,
    subject: 'exact',
    summary: extract.summary,
  }
}

/** A statement cannot tell of what came after it was signed. Against the earliest time, so that no second one helps. */
function isAfterSignature(moment: number | undefined, signature: VerifiedSignature): boolean {
  const times = timesOf(signature)
  return moment !== undefined && times.length > 0 && !(moment <= Math.min(...times) + LIMITS.skew)
}

function timesOf(signature: VerifiedSignature): readonly number[] {
  return signature.kind === 'key' ? signature.times : signature.proof.times
}

/**
 * model, "Moment": a log or a timestamp authority proves "before", and stamps old signatures anew for anybody. So only a short-lived certificate
 * makes its time a moment; a key's time never is one (C111). With the statement's own moment too, the earlier of the two.
 */
function earliest(signature: VerifiedSignature, stated: number | undefined): number | undefined {
  const proven =
    signature.kind === 'keyless' && signature.proof.shortLived ? Math.min(...signature.proof.times) : undefined
  if (proven === undefined || stated === undefined) return proven ?? stated
  return Math.min(proven, stated)
}

/** What "distinct" counts: the key, or issuer and identity (model, "Claim types"). */
function signerOf(signature: VerifiedSignature): Signer {
  if (signature.kind === 'key') return { kind: 'key', id: signature.key.key.id }
  const { issuer, san } = signature.proof.identity
  return { kind: 'keyless', id: sha256Digest(canonicalBytes({ issuer, identity: san })) }
}
