import type { TrustConfiguration } from '@pawl/core'
import type { TrustFacts } from '@pawl/policy/lint'

/** What the rules of the policy package may know of the trust configuration. */
export function trustFacts({ attesters, summaries }: TrustConfiguration): TrustFacts {
  const own = [...summaries.values()]
  const aged = own.flatMap(({ claim, moment }) => (moment === undefined ? [] : [claim]))
  return {
    attesters: attesters.map(({ name, claims, keyless, buildLevel }) => ({
      name,
      claims,
      identities: keyless.map(({ issuer, identity, certificate }) => ({ issuer, identity, certificate })),
      buildLevel,
    })),
    agelessClaims: own.flatMap(({ claim }) => (aged.includes(claim) ? [] : [claim])),
  }
}
