import { isEmpty, member } from '../../../members.ts'
import { selectsAll } from './webhook.ts'

/** Members of a `match` of Gatekeeper that leave something out, beside kinds and labelSelector (`pkg/mutation/match/match_types.go`). */
export function narrowingOf(match: unknown): readonly string[] {
  return NARROWING.filter(([name, isWide]) => !isWide(member(match, name))).map(([name]) => name)
}

const NARROWING: readonly (readonly [name: string, isWide: (value: unknown) => boolean])[] = [
  ['namespaces', isEmpty],
  ['excludedNamespaces', isEmpty],
  ['namespaceSelector', selectsAll],
  ['name', isEmpty],
  // Pods are namespaced.
  ['scope', (value) => isEmpty(value) || value === '*' || value === 'Namespaced'],
  // Original leaves out what Gatekeeper expands from a template: early feedback, and the pod itself is original.
  ['source', (value) => isEmpty(value) || value === 'All' || value === 'Original'],
]
