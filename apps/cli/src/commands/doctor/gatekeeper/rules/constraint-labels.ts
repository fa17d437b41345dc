import { member } from '../../../../members.ts'
import { severityIn } from '../constraint.ts'
import type { Rule } from '../rule.ts'
import { selectsAll } from '../webhook.ts'

export const constraintLabels: Rule = {
  code: 'doctor-constraint-labels',
  about: ['constraints'],
  find: ({ constraints }) =>
    constraints
      .filter(({ value }) => !selectsAll(member(value, 'spec', 'match', 'labelSelector')))
      .map((object) => ({
        severity: severityIn(object),
        object,
        path: 'spec.match.labelSelector',
        happens: 'whoever creates a pod chooses its labels, and by them whether it is judged',
        cure: 'take labelSelector out',
      })),
}
