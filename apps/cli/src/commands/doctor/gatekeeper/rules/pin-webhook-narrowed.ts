import { isEmpty, member } from '../../../../members.ts'
import type { Webhook } from '../parts.ts'
import type { Rule } from '../rule.ts'
import { covers, EPHEMERAL_CONTAINERS, PODS, selectsAll } from '../webhook.ts'

export const pinWebhookNarrowed: Rule = {
  code: 'doctor-pin-webhook-narrowed',
  about: ['pins', 'mutating'],
  find: ({ mutating }) =>
    mutating.some(isWide)
      ? []
      : mutating.slice(0, 1).map(({ object, path }) => ({
          severity: 'weak',
          object,
          path: `${path}.rules, objectSelector, matchConditions`,
          happens: 'not every pod is sent to be pinned: tags there stay tags, and are denied where a policy enforces',
          cure: 'Helm: mutatingWebhookCustomRules={}, mutatingWebhookObjectSelector={} and mutatingWebhookMatchConditions=[]',
        })),
}

function isWide(hook: Webhook): boolean {
  return (
    covers(hook, PODS, 'CREATE') &&
    covers(hook, PODS, 'UPDATE') &&
    covers(hook, EPHEMERAL_CONTAINERS, 'UPDATE') &&
    selectsAll(member(hook.value, 'objectSelector')) &&
    isEmpty(member(hook.value, 'matchConditions'))
  )
}
