/**
 * Why a refresh gave nothing. Whoever stands between here and the mirror can cause each of these, so they are values; the root that was there before
 * stays as it was, until its own end.
 */
export type TufCode =
  /** No answer, another status than 200, a redirect, too slow, or more bytes than the file may have. */
  | 'tuf-unreachable'
  /** Not TUF metadata, or metadata that grants without asking: a threshold below one, one key counted twice. */
  | 'tuf-malformed'
  /** Not signed by as many keys as the role asks for. */
  | 'tuf-unsigned'
  /** Signed, and past its end: the mirror may be holding newer metadata back (C40). */
  | 'tuf-expired'
  /** A lower version than one that was seen (C40). */
  | 'tuf-rollback'
  /** Other bytes or another version than the metadata above it names. */
  | 'tuf-mismatch'
  /** The file of the last refresh cannot be read, so that there is nothing to compare with. */
  | 'tuf-state-invalid'

export interface TufRefusal {
  readonly outcome: 'refused'
  readonly code: TufCode
  /** The file, by the name that it has at a mirror, or a word of ours. */
  readonly at: string
}

export function refuseTuf(code: TufCode, at: string): TufRefusal {
  return { outcome: 'refused', code, at }
}

export function isTufRefusal(value: object): value is TufRefusal {
  return 'outcome' in value && value.outcome === 'refused'
}
