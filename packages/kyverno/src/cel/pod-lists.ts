import { isList } from './values.ts'

/** The lists of a pod that hold containers. */
export const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const

/** CEL: a list of a pod's spec; an empty one where it is none, which `wellFormed` refuses. */
export function listOf(spec: string, list: string): string {
  return `("${list}" in ${spec}&&${isList(`${spec}.${list}`)}?${spec}.${list}:dyn([]))`
}
