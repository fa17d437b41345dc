import { isEmpty, listOf, member, textOf } from '../../../../members.ts'
import { ownNamespaces } from '../manager.ts'
import { type Exemption, exemptionsOf, IGNORE_LABEL } from '../namespaces.ts'
import type { Webhook } from '../parts.ts'
import type { Rule } from '../rule.ts'
import { covers, failsClosed, NAMESPACES, selectsAll } from '../webhook.ts'

/** The label exempts a namespace from everything. A second webhook keeps it from namespaces that no flag names. */
export const ignoreLabelUnguarded: Rule = {
  code: 'doctor-ignore-label-unguarded',
  about: ['validating'],
  find: ({ validating, labelGuards, managers }) =>
    labelGuards.some((each) => isSound(each, ownNamespaces(managers, validating)))
      ? []
      : validating.filter(heedsLabel).map(({ object, path }) => ({
          severity: 'open',
          object,
          path: `${path}.namespaceSelector`,
          happens: `nothing keeps the label ${IGNORE_LABEL} from a namespace: whoever may write one exempts it, and runs any image there`,
          cure: 'Helm: validatingWebhookCheckIgnoreFailurePolicy=Fail, and leave check-ignore-label.gatekeeper.sh as the chart writes it',
        })),
}

function heedsLabel({ value }: Webhook): boolean {
  return listOf(value, 'namespaceSelector', 'matchExpressions').some((each) => textOf(each, 'key') === IGNORE_LABEL)
}

function isSound(guard: Webhook, own: ReadonlySet<string>): boolean {
  return (
    failsClosed(guard) &&
    covers(guard, NAMESPACES, 'CREATE') &&
    covers(guard, NAMESPACES, 'UPDATE') &&
    selectsAll(member(guard.value, 'objectSelector')) &&
    isEmpty(member(guard.value, 'matchConditions')) &&
    exemptionsOf(member(guard.value, 'namespaceSelector')).every(({ leavesOut }) => isOf(leavesOut, own))
  )
}

/** The chart leaves out the namespace of Gatekeeper itself. */
function isOf(leavesOut: Exemption['leavesOut'], own: ReadonlySet<string>): boolean {
  return typeof leavesOut !== 'string' && leavesOut.every((each) => own.has(each))
}
