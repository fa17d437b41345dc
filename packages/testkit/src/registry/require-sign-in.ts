import type { Behaviour, Exchange } from './registry-double.ts'

/** Who may read, and how they show it. */
export interface SignInRule {
  readonly scheme: 'basic' | 'bearer'
  /** Undefined for anybody, who still needs a token. */
  readonly account: { readonly username: string; readonly password: string } | undefined
  /** Where the token is given out; by default at the registry itself. */
  readonly realm?: string
  /** What a refresh token looks like that buys a token. */
  readonly refreshToken?: string
}

const TOKEN = 'token-for-pull'

/** Answers 401 with the challenge, gives out tokens at `/token`, and leaves the rest to `then`. */
export function requireSignIn(rule: SignInRule, then: Behaviour): Behaviour {
  const expected = rule.scheme === 'basic' ? basicOf(rule) : `Bearer ${TOKEN}`
  return (exchange) => {
    if (exchange.question.url.pathname === '/token') giveToken(rule, exchange)
    else if (exchange.request.headers.authorization === expected) then(exchange)
    else challenge(rule, exchange)
  }
}

function basicOf({ account }: SignInRule): string | undefined {
  return account && `Basic ${Buffer.from(`${account.username}:${account.password}`).toString('base64')}`
}

function giveToken(rule: SignInRule, { request, response, body }: Exchange): void {
  const refresh = new URLSearchParams(body).get('refresh_token')
  const may = refresh === null ? request.headers.authorization === basicOf(rule) : refresh === rule.refreshToken
  if (may) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ token: TOKEN }))
  else response.writeHead(401).end()
}

function challenge({ scheme, realm }: SignInRule, { request, response }: Exchange): void {
  const at = realm ?? `http://${request.headers.host ?? ''}/token`
  const words = scheme === 'basic' ? 'Basic realm="registry"' : `Bearer realm="${at}",service="registry.test"`
  response.writeHead(401, { 'www-authenticate': words }).end()
}
