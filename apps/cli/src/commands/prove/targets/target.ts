import type { Ask, Constants } from '@pawl/policy/prove'
import type { Environment } from '@pawl/setup'

/** What the command line says about the policy under test. */
export interface TargetOptions {
  /** Rego files and folders, a bundle, a module, or policies of Kyverno. */
  readonly files: readonly string[]
  readonly policy: string | undefined
  readonly url: string | undefined
  /** Where the answer stands: exactly one of both, except for `policy`. */
  readonly yesAt: string | undefined
  readonly violationsAt: string | undefined
  readonly opa: string | undefined
  /** The command line of Kyverno. */
  readonly kyverno: string
  /** Of this program, for Kyverno. */
  readonly environment: Environment
  /** Of the Pod that a policy of Kyverno is asked about. */
  readonly namespace: string
  /** Epoch seconds: when a policy of ours is read. */
  readonly readAt: number
}

/** A policy under test, ready to be asked. */
export interface OpenTarget {
  /** In words, for the first line of the result. */
  readonly what: string
  readonly ask: Ask
  readonly constants: Constants
  /** What the form of the policy itself says, whatever the search finds. */
  readonly notes: readonly string[]
  /** Questions to ask where nobody says how many. */
  readonly cases: number
}

/** What is asked in this process, or next door, costs little. */
export const MANY_CASES = 20_000

/** One kind of policy. */
export interface Target {
  readonly name: string
  readonly takes: (options: TargetOptions) => boolean
  /** Throws a `Refusal` where the policy cannot be asked. */
  readonly open: (options: TargetOptions) => OpenTarget
}
