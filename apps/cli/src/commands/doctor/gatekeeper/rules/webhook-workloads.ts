import type { Rule } from '../rule.ts'
import { covers, WORKLOADS } from '../webhook.ts'

/** Their pods are judged in any case, when nobody looks any more. */
export const webhookWorkloads: Rule = {
  code: 'doctor-webhook-workloads',
  about: ['validating'],
  find: ({ validating }) => {
    const missed = WORKLOADS.filter((each) =>
      (['CREATE', 'UPDATE'] as const).some((operation) => !validating.some((hook) => covers(hook, each, operation))),
    )
    if (missed.length === 0) return []
    const named = missed.map(({ resource }) => resource).join(', ')
    return validating.slice(0, 1).map(({ object, path }) => ({
      severity: 'note',
      object,
      path: `${path}.rules`,
      happens: `nobody is asked about ${named}: who applies one hears nothing, and its pods do not start`,
      cure: 'leave Helm: validatingWebhookCustomRules empty, or name them in it',
    }))
  },
}
