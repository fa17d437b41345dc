import { ConfigurationInvalid } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { parsePolicy } from './parse-policy.ts'
import { parseProfiles, profileFor } from './parse-profiles.ts'

const NOW = 1_763_812_800
type Json = Record<string, unknown>

const policyOf = (name: string) =>
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name, revision: 1 },
      spec: { mode: 'enforce', images: ['**'], require: [{ name: 'r', claim: 't', from: ['a'], maxAge: '1h' }] },
    },
    NOW,
  )
const POLICIES = [policyOf('base'), policyOf('pci')]
const PRODUCTION = {
  name: 'production',
  mode: 'enforce',
  policies: ['base', 'pci'],
  namespaces: ['prod-*', 'payments'],
}
const SANDBOX = { name: 'sandbox', mode: 'audit', policies: ['base'], namespaces: ['sandbox'] }
const written = (profiles: readonly Json[], unknownNamespaces = 'production'): Json => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'ProfileConfiguration',
  metadata: { name: 'acme', revision: 3 },
  spec: { profiles, unknownNamespaces },
})
const read = (value: unknown) => parseProfiles(value, POLICIES, 'unlimited')

describe('profileFor', () => {
  it.each([
    ['prod-eu', 'production'],
    ['payments', 'production'],
    ['sandbox', 'sandbox'],
    ['sandbox-2', 'production'],
    ['', 'production'],
  ])('gives the namespace %j the profile %s', (namespace, name) => {
    expect(profileFor(namespace, read(written([PRODUCTION, SANDBOX]))).name).toBe(name)
  })
})

describe('parseProfiles', () => {
  it('gives the normal form: deny where nothing is written, the policies in their order, the end of the bundle', () => {
    const table = parseProfiles(written([PRODUCTION, SANDBOX]), POLICIES, NOW)
    expect(table.profiles.get('production')).toStrictEqual({
      apiVersion: 'pawl.dev/v1',
      kind: 'CompiledProfile',
      name: 'production',
      mode: 'enforce',
      unmatched: 'deny',
      validUntil: NOW,
      policies: POLICIES,
    })
  })

  it('accepts unmatched: allow in mode enforce when another control is named', () => {
    const open = {
      ...PRODUCTION,
      name: 'open',
      namespaces: [],
      unmatched: 'allow',
      governedElsewhere: 'image-allow-list',
    }
    expect(read(written([PRODUCTION, open])).profiles.get('open')?.unmatched).toBe('allow')
  })

  it.each([
    ['unmatched: allow in mode enforce', [{ ...PRODUCTION, unmatched: 'allow' }], 'production', 'spec.profiles[0]'],
    ['no policies', [{ ...PRODUCTION, policies: [] }], 'production', 'spec.profiles[0].policies'],
    ['a policy that was not given', [{ ...PRODUCTION, policies: ['x'] }], 'production', 'spec.profiles[0].policies[0]'],
    ['a name twice', [PRODUCTION, { ...SANDBOX, name: 'production' }], 'production', 'spec.profiles[1].name'],
    [
      'a namespace that two profiles can match',
      [PRODUCTION, { ...SANDBOX, namespaces: ['*-eu'] }],
      'production',
      'spec.profiles[1].namespaces[0]',
    ],
    [
      'a namespace in upper case',
      [{ ...PRODUCTION, namespaces: ['Prod'] }],
      'production',
      'spec.profiles[0].namespaces[0]',
    ],
    ['an unknown profile for unknown namespaces', [PRODUCTION], 'other', 'spec.unknownNamespaces'],
    ['unknown namespaces that are only audited', [PRODUCTION, SANDBOX], 'sandbox', 'spec.unknownNamespaces'],
    [
      'unknown namespaces that are open',
      [{ ...PRODUCTION, unmatched: 'allow', governedElsewhere: 'x' }],
      'production',
      'spec.unknownNamespaces',
    ],
  ])('rejects %s: policy-invalid', (_, profiles, unknown, at) => {
    const error = (() => {
      try {
        return read(written(profiles, unknown))
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(ConfigurationInvalid)
    expect((error as ConfigurationInvalid).problems.map((problem) => problem.at)).toStrictEqual([at])
  })
})
