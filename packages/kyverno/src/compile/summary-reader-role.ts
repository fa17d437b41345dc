import { LABELS, type Manifest } from './manifest.ts'

/** Kyverno's controllers take up every role with these labels. To read is all that they need: whoever may write a summary may admit. */
export function summaryReaderRole(): Manifest {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {
      name: 'pawl-kyverno-read-summaries',
      labels: {
        ...LABELS,
        'rbac.kyverno.io/aggregate-to-admission-controller': 'true',
        'rbac.kyverno.io/aggregate-to-reports-controller': 'true',
      },
    },
    rules: [{ apiGroups: ['pawl.dev'], resources: ['imagesummaries'], verbs: ['get'] }],
  }
}
