import type { Leaf, Mode, PolicyException } from '../compiled-policy.ts'
import type { Decision, Reason, RequirementDecision, Verdict } from '../decision.ts'

/** Everything that a decision rests on. It explains what `decide` said and says nothing of its own. */
export interface Explanation {
  readonly decision: Decision
  readonly images: readonly ImageExplanation[]
}

export interface ImageExplanation {
  readonly index: number
  readonly reference: string
  readonly digest?: string
  readonly decision: Verdict
  readonly policies: readonly PolicyExplanation[]
}

export interface PolicyExplanation {
  readonly name: string
  readonly mode: Mode
  readonly decision: Verdict
  readonly requirements: readonly RequirementExplanation[]
}

export interface RequirementExplanation {
  readonly decided: RequirementDecision
  /** What it asks for. Absent where the entry as a whole is refused: nobody looked at its claims. */
  readonly asked?: NodeExplanation
  /** Those that name this image and this requirement. */
  readonly exceptions: readonly PolicyException[]
}

export type NodeExplanation = GroupExplanation | LeafExplanation

export interface GroupExplanation {
  readonly kind: 'any' | 'all'
  /** Epoch seconds of the first second at which it no longer holds; absent where it does not hold, or has no end of its own. */
  readonly until?: number
  readonly holds: boolean
  readonly members: readonly NodeExplanation[]
}

export interface LeafExplanation {
  readonly kind: 'claim'
  readonly leaf: Leaf
  readonly until?: number
  readonly holds: boolean
  /** Distinct attesters with a claim that counts. */
  readonly attesters: readonly string[]
  /** Every claim of the type asked for. */
  readonly candidates: readonly CandidateExplanation[]
  /** Every claim of the type that the second one has; empty without `with`. */
  readonly partners: readonly CandidateExplanation[]
}

export interface CandidateExplanation {
  readonly claim: string
  readonly attester?: string
  readonly statementDigest?: string
  /** Epoch seconds. */
  readonly moment?: number
  readonly counts: boolean
  /** Of one that counts, until when; absent where it has no end of its own. */
  readonly until?: number
  /** Everything that keeps it from counting; empty exactly where it counts. */
  readonly faults: readonly Reason[]
}
