import { member } from '../../../../members.ts'
import type { Rule } from '../rule.ts'
import { selectsAll } from '../webhook.ts'

export const webhookObjectSelector: Rule = {
  code: 'doctor-webhook-object-selector',
  about: ['validating'],
  find: ({ validating }) =>
    validating
      .filter(({ value }) => !selectsAll(member(value, 'objectSelector')))
      .map(({ object, path }) => ({
        severity: 'open',
        object,
        path: `${path}.objectSelector`,
        happens: 'whoever creates a pod chooses its labels, and by them whether anybody is asked',
        cure: 'Helm: validatingWebhookObjectSelector={}',
      })),
}
