import { member, textsOf } from '../../../../members.ts'
import type { ClusterObject } from '../cluster-object.ts'
import { modeOf } from '../constraint.ts'
import { severityOfExempt } from '../namespaces.ts'
import { narrowingOf } from '../narrowing.ts'
import type { Rule, Severity } from '../rule.ts'

export const constraintNarrowed: Rule = {
  code: 'doctor-constraint-narrowed',
  about: ['constraints'],
  find: ({ constraints }) =>
    constraints.flatMap((object) =>
      narrowingOf(member(object.value, 'spec', 'match')).map((name) => ({
        severity: severityOf(object, name),
        object,
        path: `spec.match.${name}`,
        happens: 'the constraint is not asked about everything: pods that it leaves out are admitted unjudged',
        cure: `take ${name} out; which policies apply where is for profiles of Pawl to say, which deny where nothing applies`,
      })),
    ),
}

function severityOf(object: ClusterObject, name: string): Severity {
  if (modeOf(object) !== 'enforce') return 'note'
  return name === 'excludedNamespaces' ? severityOfExempt(textsOf(object.value, 'spec', 'match', name)) : 'open'
}
