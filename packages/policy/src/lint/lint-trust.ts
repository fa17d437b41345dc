import type { TrustFacts } from './lint-facts.ts'
import type { LintFinding } from './lint-finding.ts'
import { TRUST_RULES } from './rule-list.ts'

/** What there is to say about those who may say something. */
export function lintTrust(trust: TrustFacts): readonly LintFinding[] {
  return TRUST_RULES.flatMap(({ code, find }) =>
    find(trust).map((found) => ({ ...found, code, file: 'trust' as const })),
  )
}
