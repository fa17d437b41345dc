import { listOf, textsOf } from '../../../../members.ts'
import { ownNamespaces } from '../manager.ts'
import { severityOfExempt } from '../namespaces.ts'
import type { Rule } from '../rule.ts'

/** `apis/config/v1alpha1` of Gatekeeper: a star at an end of a name is a pattern. */
export const configExcluded: Rule = {
  code: 'doctor-config-excluded',
  about: ['configs'],
  find: ({ configs, managers, validating }) => {
    const own = ownNamespaces(managers, validating)
    return configs.flatMap((object) =>
      listOf(object.value, 'spec', 'match').flatMap((entry, index) => {
        const names = textsOf(entry, 'excludedNamespaces').filter((each) => !own.has(each))
        const processes = textsOf(entry, 'processes')
        if (names.length === 0 || !['*', 'webhook'].some((each) => processes.includes(each))) return []
        return [
          {
            severity: severityOfExempt(names),
            object,
            path: `spec.match[${index}].excludedNamespaces`,
            happens: `pods in ${names.join(', ')} are admitted unjudged; with a star, in every namespace that somebody gives such a name`,
            cure: 'take them out, or take webhook and "*" out of processes',
          },
        ]
      }),
    )
  },
}
