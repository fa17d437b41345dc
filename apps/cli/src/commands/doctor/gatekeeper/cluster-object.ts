import { Refusal } from '@pawl/setup'
import { listOf, member, textOf } from '../../../members.ts'

/** One object of Kubernetes, and where it was read. */
export interface ClusterObject {
  /** `rendered.yaml:12:1`: where its document begins. */
  readonly at: string
  readonly apiVersion: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly value: unknown
}

/** A list in a list in a list is written by nobody. */
const MAX_DEPTH = 4

/** The objects of a document: itself, or what its list holds. Refuses what is none. */
export function objectsOf(value: unknown, at: string): readonly ClusterObject[] {
  return unpack(value, at, 0)
}

function unpack(value: unknown, at: string, depth: number): readonly ClusterObject[] {
  const kind = textOf(value, 'kind')
  const apiVersion = textOf(value, 'apiVersion')
  if (kind === undefined || apiVersion === undefined || depth > MAX_DEPTH) {
    throw new Refusal('configuration-invalid', 'this is no object of Kubernetes', [
      { at, message: 'give manifests, or what kubectl get -o yaml prints: each has an apiVersion and a kind' },
    ])
  }
  const items = member(value, 'items')
  if (kind.endsWith('List') && Array.isArray(items)) {
    const of = { apiVersion, kind: kind.slice(0, -'List'.length) }
    return listOf(value, 'items').flatMap((item) => unpack(kind === 'List' ? item : typed(item, of), at, depth + 1))
  }
  const namespace = textOf(value, 'metadata', 'namespace') ?? ''
  return [{ at, apiVersion, kind, namespace, name: textOf(value, 'metadata', 'name') ?? '', value }]
}

/** The API server leaves out what the list says of its items already. */
function typed(item: unknown, of: { readonly apiVersion: string; readonly kind: string }): unknown {
  return typeof item === 'object' && item !== null ? { ...of, ...item } : item
}

/** The part of `apiVersion` before the version; empty for the core. */
export function groupOf({ apiVersion }: ClusterObject): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
}

/** What the object is, for people: `Deployment gatekeeper-system/gatekeeper-audit`. */
export function titleOf({ kind, namespace, name }: ClusterObject): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`
}
