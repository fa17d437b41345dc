import { isUnanswered, type Unanswered, unanswered } from '../answer-codes.ts'
import { type Ask, exchange, type Received } from './exchange.ts'
import type { Network } from './network.ts'
import type { Reach } from './reach.ts'

const MAX_REDIRECTS = 5
const MAX_LOCATION = 8192
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]

/**
 * Asks, and follows where the answer leads and may lead: registries keep blobs elsewhere. Credentials stay behind with the first change of origin and do not
 * come back (C84); every hop's address is checked for itself (C83).
 */
export async function followRedirects(
  network: Network,
  reach: Reach,
  start: URL,
  ask: Ask,
): Promise<Received | Unanswered> {
  let url = start
  let headers = ask.headers
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const dispatcher = network.dispatcherFor(url, reach.mayBePrivate && url.origin === reach.origin)
    if (isUnanswered(dispatcher)) return dispatcher
    const received = await exchange(dispatcher, url, { ...ask, headers })
    if (isUnanswered(received) || !REDIRECTS.includes(received.status)) return received
    const next = redirectTarget(received.headers['location'], url, reach)
    if (next === undefined) return unanswered('redirect-refused')
    if (next.origin !== url.origin) headers = withoutCredentials(headers)
    url = next
  }
  return unanswered('redirect-refused')
}

/** https, to a host that it may lead to, or plain http back to a host that is spoken to over plain http. */
function redirectTarget(location: string | undefined, from: URL, reach: Reach): URL | undefined {
  if (location === undefined || location.length > MAX_LOCATION) return undefined
  const target = URL.parse(location, from.href)
  if (target === null || target.username !== '' || target.password !== '') return undefined
  if (target.protocol === 'https:') return mayLeadTo(target, reach) ? target : undefined
  return reach.plainHttp && target.origin === reach.origin && from.protocol === 'http:' ? target : undefined
}

function mayLeadTo(target: URL, { leadsTo }: Reach): boolean {
  return leadsTo === 'public' || leadsTo.includes(target.host)
}

function withoutCredentials(headers: Ask['headers']): Ask['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'))
}
