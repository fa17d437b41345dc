import type { ConfigurationProblem } from '@pawl/document'

/** Thrown for a trust configuration that may not be used, with every problem found. */
export class TrustInvalid extends Error {
  readonly code = 'trust-invalid'
  readonly problems: readonly ConfigurationProblem[]

  constructor(problems: readonly ConfigurationProblem[]) {
    super('the trust configuration is invalid')
    this.name = 'TrustInvalid'
    this.problems = problems
  }
}

export function invalidTrust(at: string, message: string): never {
  throw new TrustInvalid([{ at, message }])
}
