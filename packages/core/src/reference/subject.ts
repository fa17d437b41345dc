import { Fault } from '../fault.ts'

declare const pinned: unique symbol

/** The artifact in question, pinned to a digest that somebody hashed or named; digests are never learned from a statement (C18). */
export interface Subject {
  readonly [pinned]: true
  /** `sha256:` and 64 lower-case hexadecimal digits. */
  readonly digest: string
  /** Further digests of the same bytes, by algorithm: every one that a subject entry names must agree (C13). */
  readonly others: ReadonlyMap<string, string>
}

const SHA256 = /^sha256:[0-9a-f]{64}$/
// A builder that hashed nothing names this one, and then its statement would cover whatever is empty (C19).
const EMPTY = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** Throws Fault `reference-invalid` for anything but a lower-case sha256 digest, and for that of the empty file. */
export function pinSubject(digest: string, others: ReadonlyMap<string, string>): Subject {
  if (!SHA256.test(digest)) throw new Fault('reference-invalid', 'the subject needs a sha256 digest', 'digest')
  if (digest === EMPTY) throw new Fault('reference-invalid', 'the digest is that of the empty file', 'digest')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place a Subject comes to be
  return { digest, others } as Subject
}
