import { numberOf } from '../../../../members.ts'
import { answering } from '../manager.ts'
import type { Rule } from '../rule.ts'
import { failsClosed } from '../webhook.ts'

export const oneReplica: Rule = {
  code: 'doctor-one-replica',
  about: ['managers', 'validating'],
  find: ({ managers, validating }) =>
    validating.some(failsClosed)
      ? answering(managers)
          .filter(({ object }) => (numberOf(object.value, 'spec', 'replicas') ?? 1) < 2)
          .map(({ object }) => ({
            severity: 'note',
            object,
            path: 'spec.replicas',
            happens: 'while the one replica restarts, nothing can be created or changed in the cluster',
            cure: 'Helm: replicas=3',
          }))
      : [],
}
