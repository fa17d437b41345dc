import { isEmpty, listOf, member, textsOf } from '../../../../members.ts'
import type { ClusterObject } from '../cluster-object.ts'
import { severityIn } from '../constraint.ts'
import type { Rule } from '../rule.ts'

/** Where nothing stands, all kinds. */
export const constraintKinds: Rule = {
  code: 'doctor-constraint-kinds',
  about: ['constraints'],
  find: ({ constraints }) =>
    constraints
      .filter((each) => !matchesPods(each))
      .map((object) => ({
        severity: severityIn(object),
        object,
        path: 'spec.match.kinds',
        happens: 'pods are not among the kinds: whoever creates a pod runs any image',
        cure: 'name the kind Pod of apiGroups [""] beside those that make pods, as Pawl writes it',
      })),
}

function matchesPods({ value }: ClusterObject): boolean {
  if (isEmpty(member(value, 'spec', 'match', 'kinds'))) return true
  return listOf(value, 'spec', 'match', 'kinds').some(
    (each) =>
      textsOf(each, 'apiGroups').some((group) => group === '' || group === '*') &&
      textsOf(each, 'kinds').some((kind) => kind === 'Pod' || kind === '*'),
  )
}
