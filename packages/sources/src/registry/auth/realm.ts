import { type Unanswered, unanswered } from '../../answer-codes.ts'
import type { SignIn } from './sign-in.ts'

/** Where a token is asked for. */
export interface Realm {
  readonly url: URL
  readonly mayBePrivate: boolean
}

const MAX_REALM = 2048

/**
 * The realm is what the registry says, so it is an address of an attacker's choice (C83, C84). https, or the registry's own host where that is
 * spoken to over plain http; credentials go to the registry's host and to those hosts alone that the operator named for it.
 */
export function realmOf(
  text: string,
  { endpoint, options, credential }: Pick<SignIn, 'endpoint' | 'options' | 'credential'>,
): Realm | Unanswered {
  const url = text.length > MAX_REALM ? null : URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '') return unanswered('realm-refused')
  const isOwn = url.origin === endpoint.origin
  const isNamed = !isOwn && options.authHosts.get(endpoint.registry)?.includes(url.host) === true
  const { plainHttp, mayBePrivate } = isOwn ? endpoint : granted(url.host, isNamed, options)
  const isSpoken = url.protocol === 'https:' || (url.protocol === 'http:' && plainHttp)
  const mayHear = credential === undefined || isOwn || isNamed
  return isSpoken && mayHear ? { url, mayBePrivate } : unanswered('realm-refused')
}

/** A host that is not the registry's own is what the operator made it, and only where it was named as one that signs in. */
function granted(host: string, isNamed: boolean, { insecure, privateHosts }: SignIn['options']) {
  const plainHttp = isNamed && insecure.includes(host)
  return { plainHttp, mayBePrivate: plainHttp || (isNamed && privateHosts.includes(host)) }
}
