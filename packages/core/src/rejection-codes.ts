/**
 * Why a piece of evidence was turned down. Closed: each code has a page in docs/codes.md, a vector and a mutant.
 * A code says what is wrong with this evidence, never that an image is bad: evidence that is turned down is as if absent.
 */
export const REJECTION_CODES = [
  // Reading: what it is
  'evidence-too-large',
  'json-invalid',
  'evidence-unrecognised',
  'statement-unsigned',
  'envelope-malformed',
  'bundle-malformed',
  'bundle-version-unsupported',
  'bundle-not-an-envelope',
  // Signature: by whom
  'signature-count',
  'signature-unverified',
  'signature-invalid',
  'key-outside-validity',
  // Certificate: who vouches for the key
  'certificate-malformed',
  'certificate-untrusted',
  'certificate-outside-validity',
  'certificate-not-for-signing',
  'certificate-identity',
  'sct-invalid',
  // Time and log: when, and seen by whom
  'log-entry-missing',
  'log-entry-invalid',
  'log-entry-mismatch',
  'timestamp-invalid',
  'time-missing',
  'threshold-unmet',
  'trusted-root-expired',
  // Statement: about what
  'payload-type-unsupported',
  'statement-malformed',
  'statement-type-unsupported',
  'subject-malformed',
  'subject-mismatch',
  'subject-digest-unsupported',
  // Authority: may this signer say this
  'predicate-type-unknown',
  'identity-unknown',
  'claim-not-permitted',
  // Claim: what it says
  'predicate-malformed',
  'predicate-not-positive',
  'certificate-disagrees',
  'moment-after-signature',
  'over-limit',
] as const

export type RejectionCode = (typeof REJECTION_CODES)[number]

/** A verdict about one piece of evidence. `at` is a path or a word of ours; nothing of the input stands in it. */
export interface Rejection {
  readonly outcome: 'rejected'
  readonly code: RejectionCode
  readonly at: string
  /** Whose verified signature it was, where that is the matter: for people, who escape it. */
  readonly signer?: RejectedSigner
}

export interface RejectedSigner {
  readonly issuer: string
  readonly identity: string
}

export function reject(code: RejectionCode, at: string): Rejection {
  return { outcome: 'rejected', code, at }
}

/** Narrows a step's result: a rejection, or the evidence that the next step needs. */
export function isRejection(value: object): value is Rejection {
  return 'outcome' in value && value.outcome === 'rejected'
}
