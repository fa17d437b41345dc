/**
 * Why a requirement is unmet. Closed: each code has a page in docs/codes.md, a test and a mutant. A reason explains a decision that
 * was already made from bounds alone; no reason can make one.
 */
export const REASON_CODES = [
  // The request and the document do not belong together: every requirement is unmet
  'request-malformed',
  'image-not-covered',
  'entry-foreign',
  // The document or the entry: every requirement is unmet
  'document-malformed',
  'configuration-stale',
  'entry-malformed',
  'not-governed',
  'digest-missing',
  'digest-revoked',
  'clock-error',
  'entry-expired',
  // The claims of the type asked for
  'claim-missing',
  'claim-malformed',
  'claim-revoked',
  'attester-not-accepted',
  'moment-in-future',
  'moment-missing',
  'claim-too-old',
  'claim-expired',
  // What they say
  'field-absent',
  'field-mismatch',
  'field-in-future',
  'field-too-old',
  // Pairs and numbers
  'partner-missing',
  'not-covered',
  'not-equal',
  'not-enough-attesters',
  // Exceptions
  'exception-ended',
] as const

export type ReasonCode = (typeof REASON_CODES)[number]
