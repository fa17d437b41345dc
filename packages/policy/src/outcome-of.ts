import type { Decision } from './decision.ts'
import type { Outcome } from './outcome.ts'

/** What of a decision every engine must agree on (law L6). */
export function outcomeOf(decision: Decision): Outcome {
  const unmet = decision.images.flatMap((image) =>
    image.policies.flatMap((policy) =>
      policy.requirements
        .filter((requirement) => !requirement.met)
        .map((requirement) => [image.index, policy.name, requirement.name] as const),
    ),
  )
  return { allow: decision.decision === 'allow', unmet, expiresAt: decision.expiresAt ?? null }
}
