import type { Path, Tree } from './swap.ts'

/** What a policy can be caught at; each is defined in README.md. */
export const FLAWS = ['deletion', 'cover', 'empty', 'malformed', 'mistyped', 'missing'] as const
export type Flaw = (typeof FLAWS)[number]

/** A tree that a check holds of. */
export interface Candidate {
  readonly kind: Flaw
  readonly tree: Tree
}

/** One place where the two documents differ; `undefined` is not there. */
export interface Difference {
  readonly path: Path
  readonly denied: unknown
  readonly allowed: unknown
}

/** Two documents that a policy should not tell apart this way round. Nothing more can be removed from either. */
export interface Counterexample {
  readonly kind: Flaw
  /** The policy says yes to this one. */
  readonly x: unknown
  /** And no to this one; undefined for `empty`, where one document says it all. */
  readonly y: unknown
  /** In the order of the document `y`; none for `empty`. */
  readonly differences: readonly Difference[]
}
