import type { Rule } from '../rule.ts'
import { covers, EPHEMERAL_CONTAINERS } from '../webhook.ts'

/** A subresource: rules for pods do not take it in. */
export const webhookEphemeralContainers: Rule = {
  code: 'doctor-webhook-ephemeral-containers',
  about: ['validating'],
  find: ({ validating }) =>
    validating.some((each) => covers(each, EPHEMERAL_CONTAINERS, 'UPDATE'))
      ? []
      : validating.slice(0, 1).map(({ object, path }) => ({
          severity: 'open',
          object,
          path: `${path}.rules`,
          happens:
            'UPDATE of pods/ephemeralcontainers is never asked about: kubectl debug runs any image in a pod that was judged',
          cure: 'Helm: keep pods/ephemeralcontainers in validatingWebhookSubResources',
        })),
}
