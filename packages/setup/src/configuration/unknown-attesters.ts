import type { TrustConfiguration } from '@pawl/core'
import { type ConfigurationProblem, didYouMean, isRecord } from '@pawl/document'

const NOBODY = ': add it there, or name one that is'

/**
 * The names under `from` that the trust configuration does not have, each with its place in a written policy. An engine without the trust
 * configuration at hand can only say that nobody made the claim.
 */
export function unknownAttesters(policy: unknown, trust: TrustConfiguration): readonly ConfigurationProblem[] {
  const names = trust.attesters.map((attester) => attester.name)
  return namesIn(policy, '').flatMap(({ at, name }) =>
    names.includes(name)
      ? []
      : [{ at, message: `is no attester of the trust configuration${didYouMean(name, names, NOBODY)}` }],
  )
}

interface Named {
  readonly at: string
  readonly name: string
}

function namesIn(value: unknown, at: string): readonly Named[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => namesIn(each, `${at}[${index}]`))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([member, inner]) => {
    const place = at === '' ? member : `${at}.${member}`
    return member === 'from' && Array.isArray(inner)
      ? inner.map((name, index) => ({ at: `${place}[${index}]`, name: String(name) }))
      : namesIn(inner, place)
  })
}
