import type { TufCode } from '@pawl/sources'

/** What became of the refresh; the file is as it was before. */
export const TUF_WORDS: Readonly<Record<TufCode, string>> = {
  'tuf-unreachable': 'the mirror did not answer as it should',
  'tuf-malformed': 'the mirror gave no metadata that can be used',
  'tuf-unsigned': 'the metadata is not signed by the keys that its root asks for',
  'tuf-expired': 'the newest metadata of the mirror is past its end',
  'tuf-rollback': 'the mirror gave older metadata than was seen before',
  'tuf-mismatch': 'the mirror gave something else than its metadata names',
  'tuf-state-invalid': 'the file of the last run cannot be compared with',
}
