import { isBuiltIn } from '../predicates/registry.ts'
import { CLAIM_TYPES, type CustomSummary } from './trust-configuration.ts'
import { invalidTrust } from './trust-invalid.ts'
import type { WrittenSummary } from './written-trust.ts'

export function loadSummaries(written: readonly WrittenSummary[]): readonly CustomSummary[] {
  const seen = new Set<string>()
  return written.map(({ predicateType, claim, moment, fields }, index) => {
    const at = `spec.summaries[${index}]`
    if (CLAIM_TYPES.some((type) => type === claim))
      invalidTrust(`${at}.claim`, 'is the name of a claim that is built in: give it another')
    if (isBuiltIn(predicateType))
      invalidTrust(`${at}.predicateType`, 'is a predicate type that is built in: leave this summary out')
    if (seen.has(predicateType)) invalidTrust(`${at}.predicateType`, 'stands twice: write one summary of it')
    seen.add(predicateType)
    return { predicateType, claim, moment, fields: new Map(Object.entries(fields)) }
  })
}
