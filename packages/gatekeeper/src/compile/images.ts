/** The kinds that hold a pod, by where its spec stands. Pods are the gate; the others are early feedback. */
export interface PodPlace {
  /** For names of objects. */
  readonly name: string
  /** Path of the pod's spec. */
  readonly spec: string
  readonly kinds: readonly { readonly group: string; readonly kinds: readonly string[] }[]
  /** Lists of containers that such an object may have. */
  readonly lists: readonly string[]
}

const TEMPLATE_LISTS = ['containers', 'initContainers'] as const

/** Every kind of Kubernetes itself (facts, section E). All are of version v1. */
export const POD_PLACES: readonly PodPlace[] = [
  {
    name: 'pods',
    spec: 'spec',
    kinds: [{ group: '', kinds: ['Pod'] }],
    lists: [...TEMPLATE_LISTS, 'ephemeralContainers'],
  },
  {
    name: 'workloads',
    spec: 'spec.template.spec',
    kinds: [
      { group: '', kinds: ['ReplicationController'] },
      { group: 'apps', kinds: ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'] },
      { group: 'batch', kinds: ['Job'] },
    ],
    lists: TEMPLATE_LISTS,
  },
  {
    name: 'cronjobs',
    spec: 'spec.jobTemplate.spec.template.spec',
    kinds: [{ group: 'batch', kinds: ['CronJob'] }],
    lists: TEMPLATE_LISTS,
  },
  {
    name: 'podtemplates',
    spec: 'template.spec',
    kinds: [{ group: '', kinds: ['PodTemplate'] }],
    lists: TEMPLATE_LISTS,
  },
]
