import { numberOf } from '../../../../members.ts'
import { pinProviders } from '../pin-providers.ts'
import type { Rule } from '../rule.ts'
import { timeoutOf } from '../webhook.ts'

/** The chart gives the mutating webhook one second, and a Provider has whole seconds. */
export const pinTimeout: Rule = {
  code: 'doctor-pin-timeout',
  about: ['pins', 'mutating', 'providers'],
  find: (seen) => {
    const pinning = pinProviders(seen)
    return seen.providers
      .filter(
        ({ name, value }) =>
          pinning.has(name) &&
          seen.mutating.some((hook) => (numberOf(value, 'spec', 'timeout') ?? 0) >= timeoutOf(hook)),
      )
      .map((object) => ({
        severity: 'weak',
        object,
        path: 'spec.timeout',
        happens: 'the API server gives up before the gateway has to answer: what was not pinned in time stays a tag',
        cure: 'make it less than Helm: mutatingWebhookTimeoutSeconds, for example 2 and 3',
      }))
  },
}
