import { isEmpty, listOf, member, namesOf, textOf, textsOf } from '../../../members.ts'
import type { Webhook } from './parts.ts'

/** A resource as the rules of a webhook name it. */
export interface Resource {
  readonly group: string
  readonly version: string
  /** `pods`, `pods/ephemeralcontainers` */
  readonly resource: string
  readonly scope: 'Namespaced' | 'Cluster'
}

const inNamespaces = (group: string, resource: string): Resource => ({
  group,
  version: 'v1',
  resource,
  scope: 'Namespaced',
})

export const PODS: Resource = inNamespaces('', 'pods')
export const EPHEMERAL_CONTAINERS: Resource = inNamespaces('', 'pods/ephemeralcontainers')
export const NAMESPACES: Resource = { group: '', version: 'v1', resource: 'namespaces', scope: 'Cluster' }

/** What makes pods, and is judged so that whoever writes it hears of it first. */
export const WORKLOADS: readonly Resource[] = [
  inNamespaces('', 'podtemplates'),
  inNamespaces('', 'replicationcontrollers'),
  inNamespaces('apps', 'daemonsets'),
  inNamespaces('apps', 'deployments'),
  inNamespaces('apps', 'replicasets'),
  inNamespaces('apps', 'statefulsets'),
  inNamespaces('batch', 'cronjobs'),
  inNamespaces('batch', 'jobs'),
]

/** Whether one of the webhook's rules has the API server ask about this (admissionregistration.k8s.io/v1, RuleWithOperations). */
export function covers({ value }: Webhook, resource: Resource, operation: 'CREATE' | 'UPDATE'): boolean {
  return listOf(value, 'rules').some(
    (rule) =>
      names(textsOf(rule, 'apiGroups'), resource.group) &&
      names(textsOf(rule, 'apiVersions'), resource.version) &&
      names(textsOf(rule, 'operations'), operation) &&
      ['*', resource.scope].includes(textOf(rule, 'scope') ?? '*') &&
      textsOf(rule, 'resources').some((each) => takesIn(each, resource.resource)),
  )
}

function names(list: readonly string[], wanted: string): boolean {
  return list.includes('*') || list.includes(wanted)
}

/** `*` is every resource and none of their subresources; `pods/*`, a star before or behind the slash goes further. */
function takesIn(written: string, wanted: string): boolean {
  const [of = '', sub = ''] = written.split('/')
  const [resource = '', subresource = ''] = wanted.split('/')
  return (of === '*' || of === resource) && (sub === subresource || (sub === '*' && written.includes('/')))
}

/** `Fail`, which is also what admissionregistration.k8s.io/v1 takes where nothing stands. */
export function failsClosed({ object, value }: Webhook): boolean {
  const policy = member(value, 'failurePolicy')
  return policy === 'Fail' || (policy === undefined && object.apiVersion === 'admissionregistration.k8s.io/v1')
}

/** Seconds. admissionregistration.k8s.io/v1: 10 where nothing stands. */
export function timeoutOf({ value }: Webhook): number {
  const timeout = member(value, 'timeoutSeconds')
  return typeof timeout === 'number' ? timeout : 10
}

/** A selector that leaves nothing out. */
export function selectsAll(selector: unknown): boolean {
  if (isEmpty(selector)) return true
  const said = namesOf(selector)
  return (
    said.length > 0 && said.every((each) => /^match(Labels|Expressions)$/.test(each) && isEmpty(member(selector, each)))
  )
}
