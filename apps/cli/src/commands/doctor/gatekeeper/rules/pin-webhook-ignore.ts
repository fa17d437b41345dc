import type { Rule } from '../rule.ts'
import { failsClosed } from '../webhook.ts'

export const pinWebhookIgnore: Rule = {
  code: 'doctor-pin-webhook-ignore',
  about: ['pins', 'mutating'],
  find: ({ pins, mutating }) =>
    mutating
      .filter((each) => pins.length > 0 && !failsClosed(each))
      .map(({ object, path }) => ({
        severity: 'weak',
        object,
        path: `${path}.failurePolicy`,
        happens:
          'while Gatekeeper does not answer in time, nothing is pinned; only the constraint of Pawl denies the tags',
        cure: 'Helm: mutatingWebhookFailurePolicy=Fail',
      })),
}
