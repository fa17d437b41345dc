import type { RejectionCode } from '@pawl/core'
import type { ReasonCode } from '@pawl/policy'

/** One way to open the door: a change of one file, and the layer that must go red. */
export interface Mutant {
  /** What the fault is, in words. */
  readonly name: string
  readonly file: string
  /** Occurs exactly once in the file; otherwise the row no longer applies, and that fails. */
  readonly find: string
  readonly replace: string
  readonly caughtBy: 'tsc' | 'biome' | 'oxlint' | 'tests'
  /** Test files or folders to run; for `tests` only. */
  readonly suites?: readonly string[]
  /** A part of the names of the tests to run; absent: all of the suites. */
  readonly named?: string
  /** The code whose check this takes away. */
  readonly code?: RejectionCode | ReasonCode
}

export const VECTORS = 'test/vectors/vectors.test.ts'
/** Vectors that must be accepted: what a check that became too strict turns red. */
export const ACCEPTED = 'an accepted vector'
export const EVALUATION = 'packages/policy/src/evaluation'
export const LANGUAGE = 'packages/policy/src/language'
export const LOAD = 'packages/policy/src/load'
