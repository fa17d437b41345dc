import { numberOf } from '../../../../members.ts'
import { pinProviders } from '../pin-providers.ts'
import type { Rule } from '../rule.ts'
import { failsClosed, timeoutOf } from '../webhook.ts'

/** Who waits longest must be the one outside: else the API server has left before Gatekeeper can say why. */
export const providerSlowerThanWebhook: Rule = {
  code: 'doctor-provider-slower-than-webhook',
  about: ['providers', 'validating'],
  find: (seen) => {
    const pinning = pinProviders(seen)
    return seen.providers
      .filter(({ name }) => !pinning.has(name))
      .flatMap((object) =>
        seen.validating
          .filter((hook) => (numberOf(object.value, 'spec', 'timeout') ?? 0) >= timeoutOf(hook))
          .map((hook) => ({
            severity: failsClosed(hook) ? ('weak' as const) : ('open' as const),
            object,
            path: 'spec.timeout',
            happens: failsClosed(hook)
              ? 'where the gateway is slow, the API server gives up first: a deny without a reason'
              : 'where the gateway is slow, the API server gives up first, and the failurePolicy admits',
            cure: 'make it less than Helm: validatingWebhookTimeoutSeconds',
          })),
      )
  },
}
