import type { LintCode, Severity } from './lint-codes.ts'
import type { ScopeFlaw } from './scope-flaw.ts'

/**
 * What a rule found, and where: `at` is a place such as `spec.require[0].maxAge` in the written file of the kind `file`. Typed fields only:
 * whoever prints them escapes them.
 */
export interface LintFinding extends Found {
  readonly code: LintCode
  readonly file: LintedFile
}

export type LintedFile = 'policy' | 'trust' | 'profiles'

/** A finding before its rule has put its name to it. */
export interface Found {
  readonly severity: Severity
  readonly at: string
  readonly requirement?: string
  readonly claim?: string
  readonly attester?: string
  readonly field?: string
  /** The pattern, identity, duration, trigger, digest or repository in question. */
  readonly value?: string
  /** What may have been meant. */
  readonly meant?: string
  readonly why?: ScopeFlaw | RefFlaw
  /** Epoch seconds. */
  readonly until?: number
  readonly found?: number
  readonly needed?: number
  /** Another place in the same file. */
  readonly other?: string
  readonly policy?: string
  readonly profile?: string
}

/** `any`: every ref may sign. `never`: an exact name without a ref is the name of no workflow. */
export type RefFlaw = 'any' | 'never'
