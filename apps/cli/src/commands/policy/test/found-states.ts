import type { Decision, ImageDecision, Outcome, Reason, RequirementDecision } from '@pawl/policy'

/** What a requirement of one image came to. */
export interface FoundState {
  readonly policy: string
  readonly requirement: string
  readonly state: 'met' | 'by-exception' | 'unmet'
  readonly reasons: readonly Reason[]
}

/** Every requirement of the policies that govern an image. One that any engine leaves unmet is unmet, whatever the evaluator says. */
export function foundStates(image: ImageDecision, outcomes: readonly Outcome[]): readonly FoundState[] {
  return image.policies.flatMap((policy) =>
    policy.requirements.map((requirement) => {
      const unmet = outcomes.some((outcome) =>
        outcome.unmet.some(
          ([index, by, name]) => index === image.index && by === policy.name && name === requirement.name,
        ),
      )
      return {
        policy: policy.name,
        requirement: requirement.name,
        state: unmet ? ('unmet' as const) : stateOf(requirement),
        reasons: requirement.met ? [] : requirement.reasons,
      }
    }),
  )
}

function stateOf(requirement: RequirementDecision): FoundState['state'] {
  if (!requirement.met) return 'unmet'
  return requirement.byException === undefined ? 'met' : 'by-exception'
}

export function allStates({ images }: Decision, outcomes: readonly Outcome[]): readonly FoundState[] {
  return images.flatMap((image) => foundStates(image, outcomes))
}
