import type { ReasonCode, Verdict } from '@pawl/policy'

/** Cases for policies, as people write them. Paths are relative to the file that names them. */
export interface PolicyTest {
  readonly apiVersion: 'pawl.dev/v1'
  readonly kind: 'PolicyTest'
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly trust: string
    readonly policies: readonly string[]
    /** A ProfileConfiguration, and the namespace that it is asked for. */
    readonly profiles?: string
    readonly namespace?: string
    readonly cases: readonly WrittenCase[]
  }
}

export interface WrittenCase extends Expected {
  readonly name: string
  /** An instant. The clock is never asked. */
  readonly now: string
  /** Subjects as `pawl check` takes them, or `document`. */
  readonly images?: readonly string[]
  readonly evidence?: readonly string[]
  /** A file of `pawl input`, or one image of it. Its claims stay; its verification moves with `now`. */
  readonly document?: string
  readonly without?: Without
  readonly decision: Verdict
  /** An instant; of an allow. */
  readonly expiresAt?: string
  /** By `reference`: what each of several images comes to. */
  readonly byImage?: Readonly<Record<string, Expected>>
}

/** Claims that are taken out before judging: what is one fact away. */
export interface Without {
  readonly claims?: readonly string[]
  readonly attesters?: readonly string[]
}

export interface Expected {
  readonly decision?: Verdict
  /** By the name of the requirement, or POLICY/REQUIREMENT. What is not named is not compared. */
  readonly requirements?: Readonly<Record<string, ExpectedState>>
}

/** A list: unmet for exactly these reasons, in any order. */
export type ExpectedState = 'met' | 'by-exception' | 'unmet' | readonly ReasonCode[]
