import { parsePolicy } from '../language/parse-policy.ts'
import { attestationPolicy } from '../language/policy-schema.ts'
import { claimTestsOf, leavesOf } from './claim-tests.ts'
import type { LintFacts } from './lint-facts.ts'
import type { LintFinding } from './lint-finding.ts'
import { POLICY_RULES } from './rule-list.ts'

/** What there is to say about a policy, already parsed from YAML or JSON. Throws ConfigurationInvalid for one that may not be used at all. */
export function lintPolicy(value: unknown, facts: LintFacts): readonly LintFinding[] {
  const compiled = parsePolicy(value, facts.now)
  const written = attestationPolicy.parse(value)
  const leaves = leavesOf(written, compiled)
  const policy = { written, compiled, leaves, tests: claimTestsOf(leaves) }
  return POLICY_RULES.flatMap(({ code, find }) =>
    find(policy, facts).map((found) => ({ ...found, code, file: 'policy' as const })),
  )
}
