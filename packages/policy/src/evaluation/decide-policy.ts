import type { Mode } from '../compiled-policy.ts'
import type { PolicyDecision, Reason, RequirementDecision } from '../decision.ts'
import type { IdentifiedPolicy } from '../identify-policy.ts'
import { greatest, least, NEVER } from './bound.ts'
import { contributors } from './contributors.ts'
import { type Entry, type JudgedEntry, judgeEntry } from './entry.ts'
import { exceptedUntil } from './exception-bound.ts'
import { type NodeResult, nodeResults } from './node-bound.ts'
import { reasonsFor } from './requirement-reasons.ts'
import { verdict } from './verdict.ts'

/** What one policy says of one image that it governs. */
export function decidePolicy(entry: Entry, policy: IdentifiedPolicy, mode: Mode): PolicyDecision {
  const judged = judgeEntry(entry, policy.compiled)
  if ('code' in judged) return refusedBy(policy, mode, judged)
  const results = nodeResults(policy.compiled, judged)
  const requirements = policy.compiled.requirements.map(({ name, node }) =>
    decideRequirement(name, node, results, judged, policy),
  )
  return policyDecision(requirements, policy, mode)
}

/** Every requirement is unmet, for one reason. */
export function refusedBy(policy: IdentifiedPolicy, mode: Mode, reason: Reason): PolicyDecision {
  const requirements = policy.compiled.requirements.map(({ name }) => ({
    name,
    met: false as const,
    reasons: [reason] as const,
  }))
  return policyDecision(requirements, policy, mode)
}

function decideRequirement(
  name: string,
  node: number,
  results: readonly NodeResult[],
  entry: JudgedEntry,
  { compiled }: IdentifiedPolicy,
): RequirementDecision {
  const claimed = results[node]?.bound ?? NEVER
  const { exceptions, bound } = exceptedUntil(name, compiled, entry)
  const until = least(greatest(claimed, bound), entry.validUntil)
  if (!(entry.now < until)) {
    return { name, met: false, reasons: reasonsFor(node, results, exceptions, entry) }
  }
  const by = contributors(node, results, entry.now)
  if (entry.now < claimed) return { name, met: true, by, expiresAt: until }
  const byException = exceptions.map((each) => ({ until: each.until, reason: each.reason, ticket: each.ticket }))
  return { name, met: true, by, byException, expiresAt: until }
}

function policyDecision(
  requirements: readonly RequirementDecision[],
  { compiled, digest }: IdentifiedPolicy,
  mode: Mode,
): PolicyDecision {
  const { name, revision } = compiled
  return { name, digest, revision, mode, decision: verdict(requirements.map((each) => each.met)), requirements }
}
