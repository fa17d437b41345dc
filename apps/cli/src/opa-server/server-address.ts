import { InvalidArgumentError } from 'commander'

const LOOPBACK = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])$/

/**
 * The origin of an OPA server: the path is always that of the decision, so that a URL cannot point at another document. Over plain http anybody on the
 * way could say yes, so that is for this machine alone.
 */
export function serverAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || url.href !== `${url.origin}/`)
    throw new InvalidArgumentError('Write https://HOST[:PORT], without a path: it is asked for the decision.')
  if (url.protocol === 'https:') return url
  if (url.protocol === 'http:' && LOOPBACK.test(url.hostname)) return url
  throw new InvalidArgumentError('Write https://; http:// is for this machine alone (127.0.0.1, [::1], localhost).')
}
