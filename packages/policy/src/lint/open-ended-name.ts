/**
 * The name that a pattern begins and leaves open: `ghcr.io/acme*` is also `ghcr.io/acme-evil`. A star behind `/` or behind a mark that ends a word
 * (`release-*`) takes what its author named. Undefined where no segment is so.
 */
export function openEndedName(pattern: string): string | undefined {
  const segments = pattern.split('/')
  const open = segments.findIndex((segment) => /[A-Za-z0-9]\*+$/.test(segment))
  if (open < 0) return undefined
  return [...segments.slice(0, open), segments[open]?.replace(/\*+$/, '') ?? ''].join('/')
}
