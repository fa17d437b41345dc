/**
 * @module
 * From the input document to a decision. Pure: no network, disk, clock or environment.
 */
export { BOUNDS } from './bounds.ts'
export type {
  AllOf,
  AnyOf,
  ClaimTest,
  CompiledPolicy,
  ExceptedImage,
  FieldPair,
  FieldTest,
  Leaf,
  Mode,
  Partner,
  Pattern,
  PolicyException,
  PolicyNode,
  Requirement,
  Revoked,
  Scalar,
  TemplatePart,
} from './compiled-policy.ts'
export { type CompiledProfile, effectiveMode, profileOf } from './compiled-profile.ts'
export type {
  Decision,
  ExceptionUsed,
  ImageDecision,
  Met,
  NotMet,
  PolicyDecision,
  Reason,
  RequirementDecision,
  Verdict,
} from './decision.ts'
export { denialMode, denyingModes } from './denial-mode.ts'
export { decide } from './evaluation/decide.ts'
export { REASON_CODES, type ReasonCode } from './evaluation/reason-codes.ts'
export { explain } from './explain/explain.ts'
export type {
  CandidateExplanation,
  Explanation,
  GroupExplanation,
  ImageExplanation,
  LeafExplanation,
  NodeExplanation,
  PolicyExplanation,
  RequirementExplanation,
} from './explain/explanation.ts'
export {
  type IdentifiedPolicy,
  type IdentifiedProfile,
  identifyAlone,
  identifyPolicy,
  identifyProfile,
  type Sha256,
} from './identify-policy.ts'
export type { AttestationPolicy } from './language/attestation-policy.ts'
export { parsePolicy } from './language/parse-policy.ts'
export { type ProfileTable, parseProfiles, profileFor } from './language/parse-profiles.ts'
export type { ProfileConfiguration } from './language/profile-configuration.ts'
export { parseCompiledPolicy } from './load/parse-compiled-policy.ts'
export { parseCompiledProfile } from './load/parse-compiled-profile.ts'
export { type NodeTree, nodeTree } from './node-tree.ts'
export type { Outcome, Unmet } from './outcome.ts'
export { outcomeOf } from './outcome-of.ts'
export { type AllowSpan, allowSpanOf } from './request/allow-span.ts'
export { coveredOutcome } from './request/covered-outcome.ts'
export { decideRequest } from './request/decide-request.ts'
export { digestIn, type Found, type Pinned, pinnedTo } from './request/found-image.ts'
export { unmetWords } from './request/unmet-words.ts'
