import { nextLink } from '../../http/next-link.ts'

/** Where a list goes on: undefined where it does not, `elsewhere` where it would lead to anything but the same list (C83). */
export function nextPage(header: string | undefined, from: URL): URL | 'elsewhere' | undefined {
  const next = nextLink(header, from)
  return next instanceof URL && next.pathname !== from.pathname ? 'elsewhere' : next
}
