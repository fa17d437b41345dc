import { type Answered, isStricter } from './compare.ts'

/** Pawl says no where an oracle says yes. */
export interface Strictness {
  readonly code: string
  /** Where: one of these places, or any. */
  readonly at?: readonly string[]
  readonly because: string
  /** Met in one of some ten thousand mutants: a long run may miss it. */
  readonly rare?: true
}

/** By what Pawl says. A no for another reason, where an oracle says yes, is a failure of the test: something genuine may be refused. */
export const STRICTNESS: readonly Strictness[] = [
  {
    code: 'json-invalid',
    because: 'a member twice is two values, and which one counts is each reader\u2019s own choice (C71)',
  },
  {
    code: 'bundle-malformed',
    because:
      'one spelling: no unknown members, no second name of a member, integers as Sigstore writes them, base64 without loose bits or white space (C72), nothing empty where something must be, and no entry or timestamp twice',
  },
  { code: 'bundle-version-unsupported', because: 'exactly the media types that Sigstore writes (C74)' },
  { code: 'bundle-not-an-envelope', because: 'a signature over bytes says nothing about them' },
  {
    code: 'envelope-malformed',
    because: 'base64 without loose bits or white space (C72), and a keyid is a text or absent',
  },
  { code: 'evidence-unrecognised', because: 'what a bundle is, its media type says, under this one name' },
  {
    code: 'certificate-identity',
    at: ['subjectAlternativeName'],
    because: 'of two names in a certificate both oracles take the first',
  },
  {
    code: 'certificate-identity',
    at: ['issuer'],
    rare: true,
    because:
      'a certificate says once, and as UTF-8, by whom its name was vouched for; @sigstore/verify is asked for no issuer',
  },
  {
    code: 'sct-invalid',
    at: ['signature'],
    because:
      'a log of certificates signed the bytes that are there; sigstore-go writes the extensions anew before it compares',
    rare: true,
  },
  {
    code: 'trusted-root-invalid',
    because:
      'a root is read as a whole, strictly, before anything is judged under it: one place that cannot be read is no root',
  },
  {
    code: 'certificate-not-for-signing',
    at: ['leaf', 'nameConstraints'],
    because:
      'a leaf says that it is for code signing; @sigstore/verify asks neither for purpose nor for critical extensions nor for name constraints, and sigstore-go takes a leaf that says nothing',
  },
  { code: 'certificate-malformed', because: 'DER in the one way that it can be written', rare: true },
  {
    code: 'log-entry-invalid',
    at: ['inclusionProof', 'inclusionPromise', 'logId', 'logIndex', 'validFor', 'tlogEntries'],
    because:
      'everything that an entry says of itself must hold: the root hash beside its proof, the name of the signer of a checkpoint, the index, the window of the log; and one entry that does not hold spoils the bundle, where sigstore-go passes over it',
  },
  {
    code: 'log-entry-mismatch',
    because: 'an entry is of this certificate or key, and of the kind and version that it is said to be',
  },
  {
    code: 'timestamp-invalid',
    because: 'a timestamp that does not verify spoils the bundle, where sigstore-go passes over it',
  },
  { code: 'statement-malformed', because: 'a statement says of which type its predicate is' },
  { code: 'statement-type-unsupported', because: 'in-toto statements of version 0.1 and 1, named exactly' },
  { code: 'subject-mismatch', because: 'a digest is compared as text, and written in lower case' },
  { code: 'subject-malformed', because: 'an entry that is no subject spoils the statement (C14)' },
]

/** Undefined where Pawl is not stricter; null where it is and no reason is known. */
export function strictnessOf(answered: Answered): Strictness | null | undefined {
  const { ours } = answered
  if (!isStricter(answered) || ours.level === 'bound') return undefined
  return STRICTNESS.find(({ code, at }) => code === ours.code && (at === undefined || at.includes(ours.at))) ?? null
}
