import { readJsonObject } from '@pawl/core'
import { isUnanswered, type Unanswered, unanswered } from '../../answer-codes.ts'
import { type Ask, codeOfStatus, exchange, type Received } from '../../http/exchange.ts'
import type { Credential } from '../credentials/credential.ts'
import { parseChallenges } from './challenge.ts'
import { type Realm, realmOf } from './realm.ts'
import type { SignIn } from './sign-in.ts'

const MAX_TOKEN_ANSWER = 65_536
const VISIBLE = /^[\x21-\x7e]{1,32768}$/

/** The Authorization header that answers a 401 (Docker "Token Authentication Specification"); a credential may be needed for it, or not. */
export async function authorize(header: string | undefined, signIn: SignIn): Promise<string | Unanswered> {
  const { credential } = signIn
  if (credential?.kind === 'bearer') return `Bearer ${credential.token}`
  const challenges = parseChallenges(header ?? '')
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer')
  if (bearer !== undefined) return bearerToken(bearer.parameters, signIn)
  const basic = challenges.some(({ scheme }) => scheme === 'basic')
  return basic && credential?.kind === 'password' ? basicHeader(credential) : unanswered('unauthorized')
}

function basicHeader({ username, password }: Credential & { kind: 'password' }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

async function bearerToken(parameters: ReadonlyMap<string, string>, signIn: SignIn): Promise<string | Unanswered> {
  const realm = realmOf(parameters.get('realm') ?? '', signIn)
  if (isUnanswered(realm)) return realm
  const received = await askForToken(realm, parameters.get('service') ?? '', signIn)
  if (isUnanswered(received)) return received
  // A redirect is not followed: nobody but the realm gets what was sent to it.
  if (received.status !== 200) return unanswered(codeOfStatus(received.status))
  const token = tokenIn(received.bytes)
  return token === undefined ? unanswered('response-refused') : `Bearer ${token}`
}

/** The scope is ours, not that of the challenge: a registry cannot ask for a token that may write, or that opens another repository. */
async function askForToken(realm: Realm, service: string, signIn: SignIn): Promise<Received | Unanswered> {
  const { network, endpoint, credential, signal } = signIn
  const dispatcher = network.dispatcherFor(realm.url, realm.mayBePrivate)
  if (isUnanswered(dispatcher)) return dispatcher
  const question = new URLSearchParams({ service, scope: `repository:${endpoint.path}:pull` })
  const common = { limit: MAX_TOKEN_ANSWER, signal }
  if (credential?.kind === 'identity') {
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'pawl',
      refresh_token: credential.token,
    })
    for (const [name, value] of question) body.set(name, value)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return exchange(dispatcher, realm.url, { ...common, method: 'POST', headers, body: body.toString() })
  }
  const url = new URL(realm.url)
  for (const [name, value] of question) url.searchParams.set(name, value)
  const headers: Ask['headers'] = credential?.kind === 'password' ? { authorization: basicHeader(credential) } : {}
  return exchange(dispatcher, url, { ...common, method: 'GET', headers })
}

/** `token`, or `access_token` as OAuth2 calls it. */
function tokenIn(bytes: Uint8Array): string | undefined {
  const value = readJsonObject(bytes)
  if (value === undefined) return undefined
  const token = [value['token'], value['access_token']].find((each) => typeof each === 'string' && each !== '')
  return typeof token === 'string' && VISIBLE.test(token) ? token : undefined
}
