/** Bytes that a source found. Nothing in them is believed. */
export interface FetchedEvidence {
  /** Where they lay, in words of the source: for people only. */
  readonly source: string
  readonly bytes: Uint8Array
  /** What lay beside them and belongs to the signature; only cosign and Tekton Chains write evidence so. */
  readonly attachment?: Attachment
}

/**
 * What cosign writes beside an envelope, into annotations of its layer, where a bundle would hold it (cosign ATTESTATION_SPEC.md). Text as found,
 * not yet read and not believed.
 */
export interface Attachment {
  /** PEM. */
  readonly certificate?: string
  /** PEM blocks. Never believed: authorities come from the trusted root. */
  readonly chain?: string
  /** JSON of a Rekor v1 entry with its promise. */
  readonly logEntry?: string
  /** JSON of an RFC 3161 response, which is over the whole envelope here and not over the signature. */
  readonly timestamp?: string
}
