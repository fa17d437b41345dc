import type { RejectionCode } from '@pawl/core'
import type { Stage } from '../oracles/question.ts'

/** One expectation about one evidence file, written from what the file holds and before it was ever verified here. */
export interface CorpusRow {
  /** Relative to the folder of the table. */
  readonly file: string
  /** Where a file has several rows: what is different in this one. */
  readonly variant?: string
  /** Where a file holds evidence among other things: the way to the piece that is given alone, such as `attestations[0].bundle`. */
  readonly at?: string
  /** The manifest whose only layer the file is: what cosign wrote into its annotations belongs to it. */
  readonly layerOf?: string
  /** The trusted root, relative to the corpus, `#` and a member behind it where it is part of a file; `public-good` is the seed that @sigstore/tuf ships. */
  readonly root: string
  /** For the root of a Sigstore without logs: what the oracle may demand. */
  readonly rootWithoutLogs?: true
  /** The artifact in question: a file relative to the folder or a text, hashed when the test runs, or a digest that the row knows. */
  readonly subject: { readonly artifact: string } | { readonly text: string } | { readonly digest: string }
  readonly attester: { readonly issuer: string; readonly identity: string } | RowKeys
  /** A predicate type that the trust configuration declares beside those of the house, with its text fields. */
  readonly summary?: { readonly predicateType: string; readonly claim: string; readonly fields: Record<string, string> }
  /** Of the signature layer, as the origin of the file says. */
  readonly signature: 'accept' | 'reject'
  /** Of sigstore-go 1.3.0, which is asked what @sigstore/verify is asked: where it refuses the file as it is. */
  readonly sigstoreGo: 'accept' | Stage
  /** Where the oracle is known to answer otherwise, and why that is its business. */
  readonly oracle?: { readonly answers: 'accept' | 'reject'; readonly because: string }
  /** Of the whole: a claim, or why there is none. A list, one a piece, where what a file holds comes to different verdicts. */
  readonly claim: Verdict | readonly Verdict[]
  /** Why the claim is another verdict than the signature. */
  readonly because?: string
}

/** PEM, or a file with it relative to the folder. */
export interface RowKeys {
  readonly key: string
  readonly others?: readonly string[]
  /** The first second at which the signatures of `key` no longer count. */
  readonly validUntil?: string
}

export type Verdict =
  | `allowed ${string}`
  | RejectionCode
  | `fault ${'key-invalid' | 'trusted-root-invalid' | 'reference-invalid'}`

/** A key that signed nothing of what it is asked about: for what nobody signed, or somebody whose key is not there. */
export const STRANGER: RowKeys = { key: '../sigstore-go/publish_key.pub' }

export function verdictsOf({ claim }: CorpusRow, pieces: number): readonly Verdict[] {
  return typeof claim === 'string'
    ? Array.from({ length: claim.startsWith('fault ') ? 1 : pieces }, () => claim)
    : claim
}

export function isAllowed(row: CorpusRow): boolean {
  return verdictsOf(row, 1).some((verdict) => verdict.startsWith('allowed '))
}

/** A folder of the corpus: its rows, and every other file in it with what it is. */
export interface CorpusFolder {
  readonly folder: string
  readonly rows: readonly CorpusRow[]
  readonly others: Readonly<Record<string, string>>
}
