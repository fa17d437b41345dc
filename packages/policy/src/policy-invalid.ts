/** One thing wrong with a policy. `at` is its place, `message` what to change. */
export interface Problem {
  /** For example `spec.require[0].where[1].field`. */
  readonly at: string
  readonly message: string
}

/** Thrown for a policy that may not be used: it names every problem found, so that one reading mends all. */
export class PolicyInvalid extends Error {
  readonly code = 'policy-invalid'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super('the policy is invalid')
    this.name = 'PolicyInvalid'
    this.problems = problems
  }
}

export function invalid(at: string, message: string): never {
  throw new PolicyInvalid([{ at, message }])
}
