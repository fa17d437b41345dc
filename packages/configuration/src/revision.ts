import type { ConfigurationRejection } from './rejection.ts'

/** A revision that was accepted once. Whoever runs Pawl keeps these where nobody else may write. */
export interface SeenRevision {
  readonly name: string
  readonly revision: number
  /** Of the payload. */
  readonly digest: string
}

/** What a bundle must be at least. There is no default: whoever has nothing to compare with says so with 0 and an empty list. */
export interface LeastRevision {
  /** The operator's own floor. */
  readonly least: number
  /** All that were accepted before, in any order. */
  readonly seen: readonly SeenRevision[]
}

/** An old bundle has old lists of what is revoked (C113): only a higher revision, or the very same content, comes after what was seen. */
export function checkRevision(next: SeenRevision, { least, seen }: LeastRevision): ConfigurationRejection | undefined {
  if (seen.some((each) => each.name !== next.name)) return { outcome: 'refused', code: 'other-name' }
  const highest = Math.max(least, ...seen.map((each) => each.revision))
  const { revision } = next
  if (!(revision >= highest)) return { outcome: 'refused', code: 'lower', revision, least: highest }
  const forked = seen.some((each) => each.revision === revision && each.digest !== next.digest)
  return forked ? { outcome: 'refused', code: 'forked', revision } : undefined
}
