import { listOf, member, textOf } from '../../../../members.ts'
import type { ClusterObject } from '../cluster-object.ts'
import { modeOf } from '../constraint.ts'
import type { Rule } from '../rule.ts'

const WEBHOOK = ['*', 'validation.gatekeeper.sh']

export const constraintAction: Rule = {
  code: 'doctor-constraint-action',
  about: ['constraints'],
  find: ({ constraints }) =>
    constraints
      .filter((each) => modeOf(each) === 'enforce' && !denies(each))
      .map((object) => ({
        severity: 'open',
        object,
        path: 'spec.enforcementAction',
        happens: 'the policy enforces and its constraint does not deny at admission: every image is admitted',
        cure: 'write enforcementAction: deny, or leave it out',
      })),
}

/** `pkg/util/enforcement_action.go` of Gatekeeper: deny where nothing stands; a scoped one counts where it names the webhook. */
function denies({ value }: ClusterObject): boolean {
  const action = member(value, 'spec', 'enforcementAction')
  if (action === undefined || action === '' || action === 'deny') return true
  return (
    action === 'scoped' &&
    listOf(value, 'spec', 'scopedEnforcementActions').some(
      (each) =>
        textOf(each, 'action') === 'deny' &&
        listOf(each, 'enforcementPoints').some((point) => WEBHOOK.includes(textOf(point, 'name') ?? '')),
    )
  )
}
