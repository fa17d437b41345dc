/** A check that can be taken out of a Sigstore client without any case of sigstore-conformance changing its outcome. */
export interface RemovedCheck {
  readonly check: string
  /** Rows of test/mutants that take it out of Pawl; each names the tests that notice. */
  readonly mutants: readonly string[]
}

/** Found by taking checks out of @sigstore/verify, one at a time, and running all 70 cases by path and by digest. */
export const NINE_CHECKS: readonly RemovedCheck[] = [
  {
    check: 'the signature of a DSSE envelope',
    mutants: [
      'the signature of a certificate is not verified',
      'the signature of a key over a bundle is not verified',
      'a signature counts by being there',
    ],
  },
  {
    // Such bundles never give a claim: in evidence they are refused unseen. Here it is about `pawl conformance`.
    check: 'the signature over a message',
    mutants: [
      'bytes need not be signed where they are there',
      'a digest need not be signed',
      'the digest of a message is anything',
    ],
  },
  {
    check: 'the signature over the certificate',
    mutants: ['a certificate need not be signed by its issuer', 'any authority is the issuer'],
  },
  {
    check: 'the identity that is wanted',
    mutants: ['any identity of the issuer is the attester', 'any identity may have signed'],
  },
  {
    check: 'the issuer that is wanted',
    mutants: ['any issuer may vouch for the identity', 'any issuer may have vouched'],
  },
  { check: 'the signature of a timestamp', mutants: ['a timestamp need not be signed'] },
  { check: 'that an authority is one', mutants: ['an authority need not be one', 'an authority signs for itself'] },
  {
    check: 'the digest in the body of a log entry',
    mutants: [
      'a log entry may be of another payload',
      'an intoto entry may be of another payload',
      'a hashedrekord entry may be of another envelope',
      'a dsse entry of Rekor v2 may be of another payload',
      'an oldest entry is about any layer',
    ],
  },
  { check: 'that the statement is about the artifact', mutants: ['a statement may be about something else'] },
]
