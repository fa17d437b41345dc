import { isEmpty, member } from '../../../../members.ts'
import type { Rule } from '../rule.ts'

/** CEL of others is not read here: what a condition leaves out is not known, so it is open. */
export const webhookMatchConditions: Rule = {
  code: 'doctor-webhook-match-conditions',
  about: ['validating'],
  find: ({ validating }) =>
    validating
      .filter(({ value }) => !isEmpty(member(value, 'matchConditions')))
      .map(({ object, path }) => ({
        severity: 'open',
        object,
        path: `${path}.matchConditions`,
        happens: 'each condition can leave out users, namespaces or pods, and nobody is asked about what it leaves out',
        cure: 'Helm: validatingWebhookMatchConditions=[]; exempt what has to be by a policy of Pawl, where it is written down and ends',
      })),
}
