import { isEmpty, listOf, member } from '../../../../members.ts'
import type { ClusterObject } from '../cluster-object.ts'
import type { Rule } from '../rule.ts'

/** What Gatekeeper says of its own objects, where the input comes from a cluster. Manifests have no status, and nothing is said of it. */
export const statusError: Rule = {
  code: 'doctor-status-error',
  about: ['templates', 'constraints'],
  find: ({ templates, constraints }) =>
    [...templates, ...constraints].filter(isBroken).map((object) => ({
      severity: 'open',
      object,
      path: 'status.byPod',
      happens:
        'a pod of Gatekeeper could not load this: there it violates nothing, and whatever that pod is asked about is admitted',
      cure: 'read the errors that stand there, mend them, and wait until every pod of Gatekeeper has it',
    })),
}

function isBroken({ value, kind }: ClusterObject): boolean {
  return listOf(value, 'status', 'byPod').some(
    (pod) =>
      !isEmpty(member(pod, 'errors')) ||
      (kind !== 'ConstraintTemplate' && isBlocking(pod) && member(pod, 'enforced') !== true),
  )
}

/** Pods that only keep the status do not enforce. */
function isBlocking(pod: unknown): boolean {
  return listOf(pod, 'operations').includes('webhook')
}
