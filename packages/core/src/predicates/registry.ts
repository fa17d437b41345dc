import type { TrustConfiguration } from '../trust/trust-configuration.ts'
import { customPredicate } from './custom/predicate.ts'
import type { Predicate } from './predicate.ts'
import { provenance } from './provenance/predicate.ts'
import { review } from './review/predicate.ts'
import { vulnerabilityScan } from './vulnerability-scan/predicate.ts'

/** By hand: a verifier that runs whatever lies in a folder has one door too many. test/architecture says when one is forgotten. */
const PREDICATES: readonly Predicate[] = [provenance, review, vulnerabilityScan]

const BY_TYPE: ReadonlyMap<string, Predicate> = new Map(
  PREDICATES.flatMap((predicate) => predicate.predicateTypes.map((type) => [type, predicate] as const)),
)

/** Whether a type URI is the house's own: an operator's summary of it would never be asked. */
export function isBuiltIn(predicateType: string): boolean {
  return BY_TYPE.has(predicateType)
}

/** The claim type that a type URI becomes without a word of the operator; undefined for one that needs a summary. */
export function builtInClaim(predicateType: string): string | undefined {
  return BY_TYPE.get(predicateType)?.claim
}

/** The predicate that a type URI means: one of the house, else one that the operator declared. */
export function predicateOf(predicateType: string, trust: TrustConfiguration): Predicate | undefined {
  const custom = trust.summaries.get(predicateType)
  return BY_TYPE.get(predicateType) ?? (custom === undefined ? undefined : customPredicate(custom))
}

export function claimTypeOf(predicateType: string, trust: TrustConfiguration): string | undefined {
  return predicateOf(predicateType, trust)?.claim
}
