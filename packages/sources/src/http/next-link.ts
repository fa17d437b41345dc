const LINK = /<([^<>]*)>([^<]*)/g
const NEXT = /;\s*rel\s*=\s*(?:"next"|next)\s*(?:[;,]|$)/i
const MAX_LINK = 8192

/** Where a list goes on (RFC 8288): undefined where it does not, `elsewhere` where it would lead to another host. */
export function nextLink(header: string | undefined, from: URL): URL | 'elsewhere' | undefined {
  const text = header ?? ''
  if (text.length > MAX_LINK) return 'elsewhere'
  const next = [...text.matchAll(LINK)].find(([, , parameters]) => NEXT.test(parameters ?? ''))
  if (next === undefined) return undefined
  const url = URL.parse(next[1] ?? '', from.href)
  // The header is of who answers: it may not send us, and the token, to another host (C83).
  return url !== null && url.origin === from.origin && url.username === '' && url.password === '' ? url : 'elsewhere'
}
