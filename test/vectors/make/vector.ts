/** One vector as it is written to disk: `folder` below test/vectors, and what lies in it. */
export interface Vector {
  readonly folder: string
  readonly evidence: readonly Uint8Array[]
  /** A TrustConfiguration; the files that it names lie beside it. */
  readonly trust: object
  readonly files: Readonly<Record<string, string>>
  readonly facts: VectorFacts
  readonly readme: string
}

/** case.json: what is asked, and what must come of it. */
export interface VectorFacts {
  readonly subject: string
  readonly verifiedAt: number
  /** White space is put behind the evidence up to this many bytes: for what is too large to be kept. */
  readonly padTo?: number
  /** Of a rejected vector: the accepted one that differs in one fact. */
  readonly sibling?: string
  /** Written by hand, from the specification of the predicate. */
  readonly claims: readonly ExpectedClaim[]
}

export interface ExpectedClaim {
  readonly type: string
  readonly attester: string
  readonly moment?: number
  readonly expiresAt?: number
  readonly summary: object
}
