import type { TrustConfiguration } from '@pawl/core'

// Where the summary calls a field of the certificate otherwise.
const IN_SUMMARY: ReadonlyMap<string, string> = new Map([
  ['sourceDigest', 'sourceCommit'],
  ['buildSignerUri', 'buildSigner'],
  ['buildConfigUri', 'buildConfig'],
])

/** Summary fields that the trust configuration asks of the certificate of every one of these attesters, however they sign. */
export function pinnedFields(trust: TrustConfiguration, from: readonly string[]): ReadonlySet<string> {
  const attesters = trust.attesters.filter(({ name }) => from.includes(name))
  if (attesters.length === 0 || attesters.some(({ keys }) => keys.length >= 1)) return new Set()
  const [first, ...others] = attesters.flatMap(({ keyless }) =>
    keyless.map(({ certificate }) => [...certificate.keys()]),
  )
  const shared = (first ?? []).filter((field) => others.every((each) => each.includes(field)))
  return new Set(shared.map((field) => IN_SUMMARY.get(field) ?? field))
}
