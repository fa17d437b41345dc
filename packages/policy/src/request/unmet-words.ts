import type { Decision, RequirementDecision } from '../decision.ts'

const SHOWN = 6

/** `policy/requirement: code`, of every requirement that is unmet, a few of them. Names and codes alone: nothing that a statement says. */
export function unmetWords({ images }: Pick<Decision, 'images'>): readonly string[] {
  const all = images.flatMap(({ policies }) =>
    policies.flatMap(({ name, requirements }) => requirements.flatMap((each) => wordsOf(name, each))),
  )
  return all.length <= SHOWN ? all : [...all.slice(0, SHOWN), `and ${all.length - SHOWN} more`]
}

function wordsOf(policy: string, requirement: RequirementDecision): readonly string[] {
  if (requirement.met) return []
  const codes = [...new Set(requirement.reasons.map(({ code }) => code))]
  return [`${policy}/${requirement.name}: ${codes.join(', ')}`]
}
