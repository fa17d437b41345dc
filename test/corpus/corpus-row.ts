import type { RejectionCode } from '@pawl/core'

/** One expectation about one evidence file, written from what the file holds and before it was ever verified here. */
export interface CorpusRow {
  /** Relative to the folder of the table. */
  readonly file: string
  /** Where a file has several rows: what is different in this one. */
  readonly variant?: string
  /** The trusted root, relative to the corpus; `public-good` is the seed that @sigstore/tuf ships. */
  readonly root: string
  /** For the root of a Sigstore without logs: what the oracle may demand. */
  readonly rootWithoutLogs?: true
  /** The artifact in question: a file relative to the folder, hashed when the test runs, or a digest that the row knows. */
  readonly subject: { readonly artifact: string } | { readonly digest: string }
  readonly attester: { readonly issuer: string; readonly identity: string } | { readonly key: string }
  /** Of the signature layer, as the origin of the file says. */
  readonly signature: 'accept' | 'reject'
  /** Where the oracle is known to answer otherwise, and why that is its business. */
  readonly oracle?: { readonly answers: 'accept' | 'reject'; readonly because: string }
  /** Of the whole: a claim, or why there is none. */
  readonly claim: Verdict
  /** Why the claim is another verdict than the signature. */
  readonly because?: string
}

export type Verdict =
  | 'allowed provenance'
  | RejectionCode
  | `fault ${'key-invalid' | 'trusted-root-invalid' | 'reference-invalid'}`

/** A folder of the corpus: its rows, and every other file in it with what it is. */
export interface CorpusFolder {
  readonly folder: string
  readonly rows: readonly CorpusRow[]
  readonly others: Readonly<Record<string, string>>
}
