import { member } from '../../../../members.ts'
import { ownNamespaces } from '../manager.ts'
import { IGNORE_LABEL, severityOfExempt } from '../namespaces.ts'
import type { Rule } from '../rule.ts'

/** With any value, and the empty one: the webhook asks whether the label is there. */
export const ignoreLabelSet: Rule = {
  code: 'doctor-ignore-label-set',
  about: ['namespaces'],
  find: ({ namespaces, managers, validating }) => {
    const own = ownNamespaces(managers, validating)
    return namespaces
      .filter(({ name, value }) => member(value, 'metadata', 'labels', IGNORE_LABEL) !== undefined && !own.has(name))
      .map((object) => ({
        severity: severityOfExempt([object.name]),
        object,
        path: `metadata.labels["${IGNORE_LABEL}"]`,
        happens: 'nobody is asked about pods in this namespace: whoever may create one there runs any image',
        cure: `kubectl label namespace NAME ${IGNORE_LABEL}-`,
      }))
  },
}
