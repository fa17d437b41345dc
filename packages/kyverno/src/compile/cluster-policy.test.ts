import { type ProfileTable, parsePolicy, parseProfiles } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { LENGTH } from '../cel/words.ts'
import { compileLegacyKyverno } from './compile.ts'

const AT = 1_764_000_000

function policy(name: string, mode: string, requirements = 1) {
  const require = Array.from({ length: requirements }, (_, at) => ({
    name: `r${at}`,
    claim: 'review',
    from: ['security-team'],
    maxAge: '14d',
    where: [{ field: 'approved', equals: true }],
  }))
  const spec = { mode, images: ['ghcr.io/acme/**'], require }
  return parsePolicy(
    { apiVersion: 'pawl.dev/v1', kind: 'AttestationPolicy', metadata: { name, revision: 1 }, spec },
    AT,
  )
}

function table(requirements = 1): ProfileTable {
  const profiles = [
    { name: 'strict', mode: 'enforce', policies: ['acme', 'extra'], namespaces: ['prod-*'] },
    { name: 'lab', mode: 'audit', policies: ['acme'], namespaces: ['lab'] },
  ]
  return parseProfiles(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'ProfileConfiguration',
      metadata: { name: 'p', revision: 1 },
      spec: { profiles, unknownNamespaces: 'strict' },
    },
    [policy('acme', 'enforce', requirements), policy('extra', 'warn')],
    'unlimited',
  )
}

const GATEWAY = { url: 'https://gw:8444', authorities: 'PEM' }
const REST = { pins: true, excluded: ['left'], timeout: 10, background: true, length: LENGTH }

describe('compileLegacyKyverno', () => {
  const manifests = compileLegacyKyverno(table(), GATEWAY, REST)
  const rules = manifests
    .filter(({ kind }) => kind === 'ClusterPolicy')
    .flatMap(({ spec }) => spec?.['rules'] as readonly Readonly<Record<string, unknown>>[])

  it('has no default for a failed call, and judges updates of what violates already', () => {
    expect(rules).toHaveLength(12)
    for (const { context, validate } of rules) {
      const gate = (context as readonly { readonly name: string; readonly apiCall?: object }[]).find(
        ({ name }) => name === 'gate',
      )
      expect(gate?.apiCall).toBeDefined()
      expect(gate?.apiCall).not.toHaveProperty('default')
      expect(validate).toMatchObject({ allowExistingViolations: false })
    }
  })

  it('leaves to the profile for unknown namespaces whatever no other names', () => {
    const [first] = rules
    expect(first).toMatchObject({ exclude: { any: [{ resources: { namespaces: ['left', 'lab'] } }] } })
  })
})
