/** Bytes that a source found. Nothing in them is believed. */
export interface FetchedEvidence {
  /** Where they lay, in words of the source: for people only. */
  readonly source: string
  readonly bytes: Uint8Array
}
