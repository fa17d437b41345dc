import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { TokenSettings } from '../configuration/gateway-configuration.ts'
import type { ServiceAccountKeys } from './service-account-keys.ts'

/** Whether a caller is answered. Only the first is a yes, and it says who asks only where a token was required or sent. */
export type CallerVerdict = 'may-ask' | 'token-missing' | 'token-invalid'

/** `authorization`: every header of that name as it came. `now`, epoch seconds. Never throws. */
export type CallerCheck = (authorization: readonly string[], now: number) => Promise<CallerVerdict>

/** Where the configuration names no tokens: whoever reaches the port may ask, and that has to be kept small by other means. */
export const anybody: CallerCheck = async () => 'may-ask'

const BEARER = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/

/** Asks for a token of a ServiceAccount that is named (RFC 7519; Kubernetes, "ServiceAccount token volume projection"). */
export function tokenCheck(settings: TokenSettings, keys: ServiceAccountKeys): CallerCheck {
  const subjects: ReadonlySet<string> = new Set(settings.subjects)
  return async ([header, ...more], now) => {
    if (header === undefined) return settings.required === false ? 'may-ask' : 'token-missing'
    // Two headers are two callers: nobody says which of them asks.
    const token = more.length === 0 ? BEARER.exec(header)?.[1] : undefined
    if (token === undefined) return 'token-invalid'
    const subject = await subjectOf(token, settings, keys, now)
    return subject !== undefined && subjects.has(subject) ? 'may-ask' : 'token-invalid'
  }
}

/** `sub` of a token that verifies; undefined for every other one, whatever is wrong with it: the caller is not told. */
async function subjectOf(
  token: string,
  { issuer, audience }: TokenSettings,
  keys: ServiceAccountKeys,
  now: number,
): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, keyOf(keys), {
      issuer,
      audience,
      algorithms: [...new Set([...keys.values()].map(({ algorithm }) => algorithm))],
      requiredClaims: ['exp', 'sub'],
      clockTolerance: 0,
      currentDate: new Date(now * 1000),
    })
    return payload.sub
  } catch {
    return undefined
  }
}

/** The algorithm is the key's, never the token's: else a public key would do as the secret of an HMAC. */
function keyOf(keys: ServiceAccountKeys): JWTVerifyGetKey {
  return ({ kid, alg }) => {
    const known = kid === undefined ? undefined : keys.get(kid)
    if (known === undefined || known.algorithm !== alg) throw new errors.JWKSNoMatchingKey()
    return known.key
  }
}
