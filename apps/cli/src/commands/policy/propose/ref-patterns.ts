/** Refs of one workflow that one pattern stands for. */
export interface RefPattern {
  readonly pattern: string
  /** Those that were seen; exactly one where the pattern is exact. */
  readonly refs: readonly string[]
}

const TAG = 'refs/tags/'

/** Branches exactly: whoever may push a branch could sign by a glob. Several tags as one glob: the next release has another one. */
export function refPatterns(refs: readonly string[]): readonly RefPattern[] {
  const distinct = [...new Set(refs)].sort()
  const tags = distinct.filter((ref) => ref.startsWith(TAG))
  const others = distinct.filter((ref) => !ref.startsWith(TAG)).map((ref) => ({ pattern: ref, refs: [ref] }))
  if (tags.length === 0) return others
  const [only] = tags
  const pattern = tags.length === 1 && only !== undefined ? only : tagGlob(tags)
  return [...others, { pattern, refs: tags }]
}

/** `refs/tags/v1.2` and `refs/tags/v1.3` to `refs/tags/v*`: what they share before the first digit, and nothing but a tag. */
export function tagGlob(tags: readonly string[]): string {
  const names = tags.map((tag) => tag.slice(TAG.length))
  const shared = names.reduce(commonStart).replace(/[0-9].*$/s, '')
  const nested = names.some((name) => name.slice(shared.length).includes('/'))
  return `${TAG}${shared}${nested ? '**' : '*'}`
}

export function isTag(ref: string): boolean {
  return ref.startsWith(TAG)
}

function commonStart(a: string, b: string): string {
  let end = 0
  while (end < a.length && a[end] === b[end]) end += 1
  return a.slice(0, end)
}
