import type { Rule } from '../rule.ts'
import { covers, PODS } from '../webhook.ts'

/** Pods are the gate: whatever makes them, they are created, and their images can be changed by an update. */
export const webhookPods: Rule = {
  code: 'doctor-webhook-pods',
  about: ['validating'],
  find: ({ validating }) =>
    (['CREATE', 'UPDATE'] as const)
      .filter((operation) => !validating.some((each) => covers(each, PODS, operation)))
      .flatMap((operation) =>
        validating.slice(0, 1).map(({ object, path }) => ({
          severity: 'open',
          object,
          path: `${path}.rules`,
          happens: `${operation} of pods is never asked about: whoever may do it runs any image`,
          cure: 'leave Helm: validatingWebhookCustomRules empty and validatingWebhookScope="*", or name pods of v1 with CREATE and UPDATE in it',
        })),
      ),
}
