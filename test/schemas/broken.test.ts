import { parseYaml } from '@pawl/setup'
import { describe, expect, it } from 'vitest'
import { type BrokenFile, brokenFiles } from '../broken-configuration/broken-file.ts'
import { validator } from './validator.ts'

const BY_KIND: Readonly<Record<BrokenFile['kind'], string>> = {
  policies: 'policy/schemas/attestation-policy',
  trust: 'core/schemas/trust-configuration',
  profiles: 'policy/schemas/profile-configuration',
}

/** What only a reader of YAML can refuse: an editor says it without a schema. */
const NOT_YAML = [
  'anchor-and-alias',
  'duplicate-member',
  'foreign-tag',
  'missing-bracket',
  'proto',
  'tab-for-indentation',
  'two-documents',
  'unquoted-star',
  'wrong-indentation',
].map((name) => `policies/${name}.yaml`)

/** What only the loader can refuse, because it joins two places, reads other files, the clock, or a depth. */
const LOADER_ONLY = [
  'policies/count-beyond-from.yaml',
  'policies/exception-for-another-requirement.yaml',
  'policies/exception-from-everything.yaml',
  'policies/exception-too-far-ahead.yaml',
  'policies/nested-too-deep.yaml',
  'policies/two-requirements-of-one-name.yaml',
  'policies/unknown-attester.yaml',
  'trust/attester-of-one-name-twice.yaml',
  'trust/certificate-for-a-key.yaml',
  'trust/key-file-not-there.yaml',
  'trust/key-window-reversed.yaml',
  'trust/one-key-twice.yaml',
  'trust/overlapping-identities.yaml',
  'trust/private-key.yaml',
  'trust/refreshed-root-not-refreshed.yaml',
  'trust/root-not-a-root.yaml',
  'trust/root-not-declared.yaml',
  'trust/summary-of-a-built-in-claim.yaml',
  'trust/threshold-out-of-reach.yaml',
  'trust/unknown-claim-type.yaml',
  'profiles/namespaces-that-overlap.yaml',
  'profiles/two-profiles-of-one-name.yaml',
  'profiles/unknown-namespaces-nobody.yaml',
  'profiles/unknown-namespaces-not-closed.yaml',
  'profiles/unknown-policy.yaml',
]

function verdict({ kind, name, text }: BrokenFile): 'no YAML' | 'refused' | 'accepted' {
  let value: unknown
  try {
    value = parseYaml(text, name).value
  } catch {
    return 'no YAML'
  }
  return validator(BY_KIND[kind])(value) ? 'accepted' : 'refused'
}

describe('the published schemas, asked about broken configurations', () => {
  const verdicts = brokenFiles().map((file) => ({ name: file.name, verdict: verdict(file) }))
  const named = (which: string): readonly string[] =>
    verdicts.filter((each) => each.verdict === which).map(({ name }) => name)

  it('refuse each one that is broken in shape; what they accept is a list with a reason', () => {
    expect(named('accepted').toSorted()).toEqual(LOADER_ONLY.toSorted())
    expect(named('refused').length).toBeGreaterThanOrEqual(45)
  })

  it('are not asked about what is no YAML', () => {
    expect(named('no YAML').toSorted()).toEqual(NOT_YAML.toSorted())
  })
})
