import { isUnanswered, type Unanswered, unanswered } from '../../answer-codes.ts'
import type { Endpoint } from '../endpoint.ts'
import { type Ask, exchange, type Received } from './exchange.ts'
import type { Network } from './network.ts'

const MAX_REDIRECTS = 5
const MAX_LOCATION = 8192
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]

/**
 * Asks, and follows where the answer leads: registries keep blobs elsewhere. Credentials stay behind with the first change of origin and do not
 * come back (C84); every hop's address is checked for itself (C83).
 */
export async function followRedirects(
  network: Network,
  endpoint: Endpoint,
  start: URL,
  ask: Ask,
): Promise<Received | Unanswered> {
  let url = start
  let headers = ask.headers
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const dispatcher = network.dispatcherFor(url, endpoint.mayBePrivate && url.origin === endpoint.origin)
    if (isUnanswered(dispatcher)) return dispatcher
    const received = await exchange(dispatcher, url, { ...ask, headers })
    if (isUnanswered(received) || !REDIRECTS.includes(received.status)) return received
    const next = redirectTarget(received.headers['location'], url, endpoint)
    if (next === undefined) return unanswered('redirect-refused')
    if (next.origin !== url.origin) headers = withoutCredentials(headers)
    url = next
  }
  return unanswered('redirect-refused')
}

/** https, or plain http back to a registry that is spoken to over plain http. */
function redirectTarget(location: string | undefined, from: URL, endpoint: Endpoint): URL | undefined {
  if (location === undefined || location.length > MAX_LOCATION) return undefined
  const target = URL.parse(location, from.href)
  if (target === null || target.username !== '' || target.password !== '') return undefined
  if (target.protocol === 'https:') return target
  return endpoint.plainHttp && target.origin === endpoint.origin && from.protocol === 'http:' ? target : undefined
}

function withoutCredentials(headers: Ask['headers']): Ask['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'))
}
