import { member } from '../../../../members.ts'
import { ownNamespaces } from '../manager.ts'
import { type Exemption, exemptionsOf, severityOfExempt } from '../namespaces.ts'
import type { Finding, Rule } from '../rule.ts'

/** Two exemptions are expected: the namespaces of Gatekeeper itself, by name, and those with its label, which has rules of its own. */
export const webhookNamespaceSelector: Rule = {
  code: 'doctor-webhook-namespace-selector',
  about: ['validating'],
  find: ({ validating, managers }) => {
    const own = ownNamespaces(managers, validating)
    return validating.flatMap(({ object, path, value }) =>
      exemptionsOf(member(value, 'namespaceSelector')).flatMap((each) =>
        wordsOf(each, own).map((words) => ({ object, path: `${path}.namespaceSelector.${each.path}`, ...words })),
      ),
    )
  },
}

function wordsOf(
  { leavesOut }: Exemption,
  own: ReadonlySet<string>,
): readonly Pick<Finding, 'severity' | 'happens' | 'cure'>[] {
  if (leavesOut === 'labelled') return []
  if (leavesOut === 'unknown') {
    return [
      {
        severity: 'open',
        happens:
          'whoever may write labels of a namespace, or create one, chooses whether anybody is asked about its pods',
        cure: 'Helm: validatingWebhookExemptNamespacesLabels={}',
      },
    ]
  }
  const names = leavesOut.filter((each) => !own.has(each))
  if (names.length === 0) return []
  return [
    {
      severity: severityOfExempt(names),
      happens: `nobody is asked about pods in ${names.join(', ')}: whoever may create one there runs any image`,
      cure: 'take them out of Helm: validatingWebhookExemptNamespacesLabels; a cluster that starts without Gatekeeper may need kube-system in it',
    },
  ]
}
