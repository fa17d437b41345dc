import { parsePolicy } from '@pawl/policy'
import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { type Configuration, profileIn } from './configuration.ts'
import { readBundle } from './read-bundle.ts'
import { isRefused } from './rejection.ts'

const NOW = 1_767_312_000

const PROFILES = {
  apiVersion: 'pawl.dev/v1',
  kind: 'ProfileConfiguration',
  metadata: { name: 'acme', revision: 1 },
  spec: {
    profiles: [
      { name: 'strict', mode: 'enforce', policies: ['app'], namespaces: ['prod-*'] },
      { name: 'lenient', mode: 'audit', policies: ['app'], namespaces: ['dev'] },
    ],
    unknownNamespaces: 'strict',
  },
}

/** As a verified payload is read. */
function read(more: object): Configuration {
  const configuration = {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 'acme', revision: 3 },
    spec: { attesters: [{ name: 'security', keys: [{ file: 'security.pub' }], claims: ['review'] }] },
  }
  const spec = {
    mode: 'enforce',
    images: ['ghcr.io/acme/**'],
    require: [{ name: 'reviewed', claim: 'review', from: ['security'], maxAge: '14d' }],
  }
  const policy = parsePolicy(
    { apiVersion: 'pawl.dev/v1', kind: 'AttestationPolicy', metadata: { name: 'app', revision: 1 }, spec },
    NOW,
  )
  const opened = readBundle({
    apiVersion: 'pawl.dev/v1',
    kind: 'ConfigurationBundle',
    name: 'acme',
    revision: 7,
    validUntil: NOW + 60,
    trust: { configuration, files: { 'security.pub': testKey('p256').publicPem } },
    policies: [policy],
    ...more,
  })
  if (isRefused(opened)) throw new Error(opened.code)
  return opened
}

describe('profileIn', () => {
  const profiled = (namespace: string | undefined): string | undefined => {
    return profileIn(read({ profiles: PROFILES }), namespace)?.name
  }

  it('ends every profile with the bundle, and is closed where nothing governs', () => {
    expect(profileIn(read({}), undefined)).toMatchObject({
      name: 'acme',
      validUntil: NOW + 60,
      unmatched: 'deny',
      mode: 'enforce',
    })
    expect(profileIn(read({ profiles: PROFILES }), 'dev')).toMatchObject({ validUntil: NOW + 60, mode: 'audit' })
  })

  it('chooses by the name of the namespace; an unknown one gets the strictest', () => {
    expect([profiled('prod-a'), profiled('dev'), profiled('dev-2')]).toEqual(['strict', 'lenient', 'strict'])
  })

  it('gives none where a namespace is needed and not given, or given and not needed', () => {
    expect(profiled(undefined)).toBeUndefined()
    expect(profileIn(read({}), 'dev')).toBeUndefined()
  })
})
