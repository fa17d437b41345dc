import type { Mode } from '../compiled-policy.ts'

/** Which policies and which mode apply where: operator configuration, chosen by the namespace's NAME, never by its labels. */
export interface ProfileConfiguration {
  readonly apiVersion: 'pawl.dev/v1'
  readonly kind: 'ProfileConfiguration'
  readonly metadata: { readonly name: string; readonly revision: number }
  readonly spec: {
    readonly profiles: readonly WrittenProfile[]
    /** Name of the profile for every namespace that no profile names: in mode enforce, and closed to images that no policy governs. */
    readonly unknownNamespaces: string
  }
}

export interface WrittenProfile {
  readonly name: string
  readonly mode: Mode
  /** Names of policies. */
  readonly policies: readonly string[]
  /** Names, or anchored globs; empty for a profile that is only for unknown namespaces. */
  readonly namespaces: readonly string[]
  /** What becomes of an image that no policy governs; deny where it is not written. */
  readonly unmatched?: 'deny' | 'allow'
  /** The control that judges those images instead; without it `allow` is refused in mode enforce. */
  readonly governedElsewhere?: string
}
