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
  FieldPair,
  FieldTest,
  Leaf,
  Mode,
  Partner,
  Pattern,
  PolicyNode,
  Requirement,
  Scalar,
  TemplatePart,
} from './compiled-policy.ts'
export type {
  Decision,
  ImageDecision,
  Met,
  NotMet,
  PolicyDecision,
  Reason,
  RequirementDecision,
  Verdict,
} from './decision.ts'
export { decide } from './evaluation/decide.ts'
export { REASON_CODES, type ReasonCode } from './evaluation/reason-codes.ts'
export { type IdentifiedPolicy, identifyPolicy, type Sha256 } from './identify-policy.ts'
export type { AttestationPolicy } from './language/attestation-policy.ts'
export { parsePolicy } from './language/parse-policy.ts'
export { parseCompiledPolicy } from './load/parse-compiled-policy.ts'
export type { Outcome, Unmet } from './outcome.ts'
export { outcomeOf } from './outcome-of.ts'
export { PolicyInvalid } from './policy-invalid.ts'
