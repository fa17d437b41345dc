import { globMatches } from '@pawl/document'
import { type Rejection, reject } from '../rejection-codes.ts'
import type { KeylessProof } from '../sigstore/verify-keyless.ts'
import type { BoundStatement } from '../statement/check-subject.ts'
import type { Attester, KeylessIdentity, TrustConfiguration } from '../trust/trust-configuration.ts'
import type { VerifiedSignature } from './signed-payload.ts'

declare const verified: unique symbol

/** A statement about the subject, signed by an attester who may make this claim: all that a claim may be made of. */
export interface VerifiedStatement extends BoundStatement {
  readonly [verified]: true
  readonly attester: Attester
  readonly claimType: string
}

/** Whose signature it is, and whether they may say this. What they may say is configuration, never the statement's own word. */
export function checkAuthority(
  bound: BoundStatement,
  claimType: string | undefined,
  trust: TrustConfiguration,
): VerifiedStatement | Rejection {
  const attesters = trust.attesters.filter((attester) => signs(attester, bound.statement.signed.signature))
  if (attesters.length === 0) return refuseSigner('identity-unknown', bound.statement.signed.signature)
  if (claimType === undefined) return reject('predicate-type-unknown', 'predicateType')
  const attester = attesters.find((each) => each.claims.includes(claimType))
  if (attester === undefined) return refuseSigner('claim-not-permitted', bound.statement.signed.signature)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place a VerifiedStatement comes to be
  return { ...bound, attester, claimType } as unknown as VerifiedStatement
}

/** Says who it was: an operator who configures an identity needs to see the one that was there. */
function refuseSigner(code: 'identity-unknown' | 'claim-not-permitted', signature: VerifiedSignature): Rejection {
  if (signature.kind === 'key') return reject(code, 'key')
  const { issuer, san } = signature.proof.identity
  return { ...reject(code, 'certificate'), signer: { issuer, identity: san } }
}

function signs(attester: Attester, signature: VerifiedSignature): boolean {
  if (signature.kind === 'key') return attester.keys.some(({ key }) => key.id === signature.key.key.id)
  return attester.keyless.some((identity) => identity.root === signature.root && matches(identity, signature.proof))
}

/** Issuer exact, identity exact or anchored (C42, C45), and every named field of the certificate exactly so: absent is not equal (C43). */
function matches(identity: KeylessIdentity, { identity: signer, extensions }: KeylessProof): boolean {
  if (signer.issuer !== identity.issuer || !globMatches(identity.identity, signer.san)) return false
  if (!isOfKind(identity.identity, signer)) return false
  return [...identity.certificate].every(([field, value]) => extensions.get(field) === value)
}

const URI = /^[a-z][a-z0-9+.-]*:\/\//

/**
 * A name of another kind with the same text is another name (C57): what is written as a URI is only ever one. A pattern that begins open says
 * nothing of the kind, so there the name itself has to look like what it is: under `*@acme.example` is no `mailto:ci@acme.example`.
 */
function isOfKind(written: string, { san, sanKind }: KeylessProof['identity']): boolean {
  const isUri = sanKind === 'uri'
  return URI.test(san) === isUri && (written.startsWith('*') || URI.test(written) === isUri)
}
