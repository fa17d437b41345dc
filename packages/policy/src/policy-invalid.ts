import type { ConfigurationProblem } from '@pawl/document'

/** Thrown for a policy that may not be used: it names every problem found, so that one reading mends all. */
export class PolicyInvalid extends Error {
  readonly code = 'policy-invalid'
  readonly problems: readonly ConfigurationProblem[]

  constructor(problems: readonly ConfigurationProblem[]) {
    super('the policy is invalid')
    this.name = 'PolicyInvalid'
    this.problems = problems
  }
}

export function invalid(at: string, message: string): never {
  throw new PolicyInvalid([{ at, message }])
}
