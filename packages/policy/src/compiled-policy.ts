/**
 * The normal form of a policy: a flat table of nodes, children before parents. Engines interpret or translate this; nobody reads
 * the YAML again. Durations are seconds. Its digest is over RFC 8785, so key order and formatting of the source do not matter.
 */
export interface CompiledPolicy {
  readonly apiVersion: 'pawl.dev/v1'
  readonly kind: 'CompiledPolicy'
  readonly name: string
  readonly revision: number
  readonly mode: Mode
  /** Canonical repositories it governs; 1 to 64. */
  readonly images: readonly Pattern[]
  /** 1 to 256; at most 128 of them leaves. */
  readonly nodes: readonly PolicyNode[]
  /** Joined by AND; 1 to 64. */
  readonly requirements: readonly Requirement[]
  /** What no longer counts, whatever its signature says. */
  readonly revoked: Revoked
  /** At most 64. */
  readonly exceptions: readonly PolicyException[]
}

/** Retraction is configuration, not evidence: nobody can hide it by deleting a statement. Each list holds at most 1,000, none twice. */
export interface Revoked {
  /** Of images: every requirement is unmet, excepted or not. */
  readonly digests: readonly string[]
  /** Statement digests: such a claim does not count. */
  readonly statements: readonly string[]
  /** Names of attesters: their claims do not count. */
  readonly attesters: readonly string[]
  /** `signer.id` of claims: one key or identity of an attester. */
  readonly signers: readonly string[]
}

/**
 * A requirement that need not be met until an end. It holds when at least one exception names the image and the requirement and ALL
 * that do are live: of two that differ, the stricter counts (C91).
 */
export type PolicyException = ExceptedImage & {
  readonly requirement: string
  /** Epoch seconds of the first second at which it is over. */
  readonly until: number
  readonly reason: string
  readonly ticket: string
}

/** One digest, or every digest of one canonical repository. */
export type ExceptedImage = { readonly digest: string } | { readonly repository: string }

/** `warn` and `audit` still decide deny; only what the adapter answers differs. */
export type Mode = 'enforce' | 'warn' | 'audit'

/** One glob, twice: `re2` is what Rego and CEL use. The loader recomputes and compares it, or the two could be made to differ. */
export interface Pattern {
  readonly glob: string
  readonly re2: string
}

export interface Requirement {
  readonly name: string
  /** Index into `nodes`. */
  readonly node: number
}

export type PolicyNode = Leaf | AnyOf | AllOf

/** SOME claim of this type, by one of `from`, passing ALL of `where`; `count` distinct attesters have one. */
export interface Leaf extends ClaimTest {
  readonly level: 0
  /** 1 up to the number of names in `from`. */
  readonly count: number
  /** A second claim; SOME pair passes. */
  readonly with?: Partner
}

/** What one claim has to pass. */
export interface ClaimTest {
  readonly claim: string
  /** Names of attesters, no duplicates, 1 to 64. */
  readonly from: readonly string[]
  /** Seconds, or the word: an absent limit could be lost on the way. */
  readonly maxAge: number | 'unlimited'
  /** At most 8. */
  readonly where: readonly FieldTest[]
}

export interface Partner extends ClaimTest {
  /** [field of the first, field of the second]: both lists, every element of the first a string that is in the second. */
  readonly covers: readonly FieldPair[]
  /** Both the same string, integer or `true`, never lists. */
  readonly equal: readonly FieldPair[]
}

export type FieldPair = readonly [first: string, second: string]

/** A level is one more than that of the deepest member; at most 4, because Rego has no recursion. */
export interface AnyOf {
  readonly level: number
  /** Indices of earlier nodes, 1 to 64, no duplicates. */
  readonly any: readonly number[]
}

export interface AllOf {
  readonly level: number
  readonly all: readonly number[]
}

/** A test of one summary field. False on an absent field and on another type, whatever the operator. */
export type FieldTest =
  /** `equals` and `in`: type and value compare. */
  | { readonly field: string; readonly op: 'in'; readonly values: readonly Scalar[] }
  /** `equals` with `{name}` or `{repository}`: literal text and members of the image entry, joined. */
  | { readonly field: string; readonly op: 'template'; readonly parts: readonly TemplatePart[] }
  | { readonly field: string; readonly op: 'glob'; readonly glob: string; readonly re2: string }
  /** `contains` and `containsAll`: a list that holds all of these. */
  | { readonly field: string; readonly op: 'has'; readonly values: readonly string[] }
  | { readonly field: string; readonly op: 'min'; readonly value: number }
  | { readonly field: string; readonly op: 'max'; readonly value: number }
  /** A time field at most so many seconds old, and not later than `verifiedAt` + 300. */
  | { readonly field: string; readonly op: 'within'; readonly value: number }
  | { readonly field: string; readonly op: 'exists' }

export type Scalar = string | number | true

export type TemplatePart = string | { readonly image: 'name' | 'repository' }
