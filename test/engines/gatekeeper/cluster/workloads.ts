import type { KubeObject } from '../harness.ts'

/** The images of a pod, by where they stand. A container is named after its place in the list: `c0`, `i0`, `e0`, `v0`. */
export interface Images {
  readonly containers?: readonly unknown[]
  readonly init?: readonly unknown[]
  readonly ephemeral?: readonly unknown[]
  readonly volumes?: readonly unknown[]
}

/** A reference that is `undefined` is left out. */
export function podSpec({ containers, init, ephemeral, volumes }: Images): KubeObject {
  return {
    ...(containers !== undefined && { containers: named(containers, 'c') }),
    ...(init !== undefined && { initContainers: named(init, 'i') }),
    ...(ephemeral !== undefined && { ephemeralContainers: named(ephemeral, 'e') }),
    ...(volumes !== undefined && { volumes: volumes.map(imageVolume) }),
  }
}

const named = (images: readonly unknown[], letter: string): readonly KubeObject[] =>
  images.map((image, index) => ({ name: `${letter}${index}`, ...(image !== undefined && { image }) }))

const imageVolume = (reference: unknown, index: number): KubeObject => ({
  name: `v${index}`,
  image: { pullPolicy: 'IfNotPresent', ...(reference !== undefined && { reference }) },
})

export const pod = (images: Images, metadata: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'app', namespace: 'payments', ...metadata },
  spec: podSpec(images),
})

/** Every kind that holds the template of a pod, by its kind. */
export const TEMPLATED = [
  'ReplicationController',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'PodTemplate',
] as const

export type Templated = (typeof TEMPLATED)[number]

const VERSIONS: Readonly<Record<Templated, string>> = {
  ReplicationController: 'v1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  PodTemplate: 'v1',
}

/** A workload whose pods have these images. */
export function workload(kind: Templated, images: Images): KubeObject {
  const template = { metadata: { labels: { app: 'app' } }, spec: podSpec(images) }
  return {
    apiVersion: VERSIONS[kind],
    kind,
    metadata: { name: 'app', namespace: 'payments' },
    ...bodyOf(kind, template),
  }
}

function bodyOf(kind: Templated, template: KubeObject): KubeObject {
  if (kind === 'PodTemplate') return { template }
  if (kind === 'CronJob') return { spec: { schedule: '* * * * *', jobTemplate: { spec: { template } } } }
  return { spec: { template } }
}
