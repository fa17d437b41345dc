import type { Rule } from '../rule.ts'
import { failsClosed } from '../webhook.ts'

/** The default of Gatekeeper's chart. */
export const webhookIgnore: Rule = {
  code: 'doctor-webhook-ignore',
  about: ['validating'],
  find: ({ validating }) =>
    validating
      .filter((each) => !failsClosed(each))
      .map(({ object, path }) => ({
        severity: 'open',
        object,
        path: `${path}.failurePolicy`,
        happens:
          'while Gatekeeper does not answer in time, everything is admitted: whoever keeps it busy, or waits for a restart, runs any image',
        cure: 'Helm: validatingWebhookFailurePolicy=Fail',
      })),
}
