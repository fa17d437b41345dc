import type { KubeObject } from '../harness.ts'

/** The parts of an AdmissionRequest (admission.k8s.io/v1) that a test chooses. */
export interface Admission {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT'
  readonly object: KubeObject | null
  readonly oldObject?: KubeObject | null
  /** The namespace of the request, whatever the object says of its own. */
  readonly namespace?: string
  readonly subresource?: string
  readonly dryRun?: boolean
}

const RESOURCES: ReadonlyMap<string, string> = new Map([
  ['Pod', 'pods'],
  ['PodExecOptions', 'pods'],
  ['ReplicationController', 'replicationcontrollers'],
  ['Deployment', 'deployments'],
  ['StatefulSet', 'statefulsets'],
  ['DaemonSet', 'daemonsets'],
  ['ReplicaSet', 'replicasets'],
  ['Job', 'jobs'],
  ['CronJob', 'cronjobs'],
  ['PodTemplate', 'podtemplates'],
  ['ConfigMap', 'configmaps'],
])

/** The request as the API server writes it. */
export function admissionRequest(admission: Admission): KubeObject {
  const { operation, object, oldObject, namespace = 'payments', subresource, dryRun = false } = admission
  const { apiVersion, kind } = (object ?? oldObject) as { readonly apiVersion: string; readonly kind: string }
  const [version = '', group = ''] = apiVersion.split('/').toReversed()
  const resource = RESOURCES.get(kind)
  if (resource === undefined) throw new TypeError(`no resource is known for ${kind}`)
  return {
    uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
    kind: { group, version, kind },
    resource: { group, version, resource },
    requestKind: { group, version, kind },
    requestResource: { group, version, resource },
    ...(subresource !== undefined && { subResource: subresource, requestSubResource: subresource }),
    name: 'app',
    namespace,
    operation,
    userInfo: { username: 'alice', groups: ['system:authenticated'] },
    object,
    oldObject: oldObject ?? null,
    dryRun,
    options: null,
  }
}

export const created = (object: KubeObject, more: Partial<Admission> = {}): KubeObject =>
  admissionRequest({ operation: 'CREATE', object, ...more })

export const updated = (oldObject: KubeObject, object: KubeObject, more: Partial<Admission> = {}): KubeObject =>
  admissionRequest({ operation: 'UPDATE', object, oldObject, ...more })

export const deleted = (oldObject: KubeObject): KubeObject =>
  admissionRequest({ operation: 'DELETE', object: null, oldObject })
