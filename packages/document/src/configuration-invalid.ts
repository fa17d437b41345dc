import type { ConfigurationProblem } from './configuration-problem.ts'

const WORDS = {
  'policy-invalid': 'the policy is invalid',
  'trust-invalid': 'the trust configuration is invalid',
} as const

/** Thrown for a configuration that may not be used, with every problem found, so that one reading mends all. */
export class ConfigurationInvalid extends Error {
  /** `policy-invalid` also for profiles and for normal forms. */
  readonly code: keyof typeof WORDS
  readonly problems: readonly ConfigurationProblem[]

  constructor(code: keyof typeof WORDS, problems: readonly ConfigurationProblem[]) {
    super(WORDS[code])
    this.name = 'ConfigurationInvalid'
    this.code = code
    this.problems = problems
  }
}
