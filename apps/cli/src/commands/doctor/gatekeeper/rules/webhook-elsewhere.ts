import { member, textOf } from '../../../../members.ts'
import type { Manager, Webhook } from '../parts.ts'
import type { Rule } from '../rule.ts'

/** It has the name of Gatekeeper's, and somebody else answers: anything that answers can say yes. */
export const webhookElsewhere: Rule = {
  code: 'doctor-webhook-elsewhere',
  about: ['validating', 'managers'],
  find: ({ validating, managers }) =>
    validating
      .filter((each) => !leadsToOneOf(managers, each))
      .map(({ object, path }) => ({
        severity: 'open',
        object,
        path: `${path}.clientConfig`,
        happens:
          'the webhook does not lead to /v1/admit of a Gatekeeper that is in the input: whoever answers there admits what they like',
        cure: 'Helm: validatingWebhookURL=null, and leave clientConfig as the chart writes it; a URL is not followed here',
      })),
}

function leadsToOneOf(managers: readonly Manager[], { value }: Webhook): boolean {
  const service = member(value, 'clientConfig', 'service')
  const namespace = textOf(service, 'namespace')
  return textOf(service, 'path') === '/v1/admit' && managers.some(({ object }) => object.namespace === namespace)
}
