import { type CompileOptions, compileKyverno, LENGTH, type Manifest } from '@pawl/kyverno'
import { type CompiledProfile, type ProfileTable, parsePolicy, parseProfiles } from '@pawl/policy'

const AT = 1_764_000_000

const REVIEWED = {
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationPolicy',
  metadata: { name: 'acme', revision: 1 },
  spec: {
    mode: 'enforce',
    images: ['registry.test/**'],
    require: [
      {
        name: 'reviewed',
        claim: 'review',
        from: ['security-team'],
        maxAge: 'unlimited',
        where: [{ field: 'approved', equals: true }],
      },
    ],
  },
}

/** A second policy, which only warns: nothing has the claim that it wants. */
const TESTED = {
  ...REVIEWED,
  metadata: { name: 'extra', revision: 1 },
  spec: {
    ...REVIEWED.spec,
    mode: 'warn',
    require: [{ name: 'tested', claim: 'test-result', from: ['acme-ci'], maxAge: 'unlimited' }],
  },
}

const PROFILES = {
  apiVersion: 'pawl.dev/v1',
  kind: 'ProfileConfiguration',
  metadata: { name: 'clusters', revision: 1 },
  spec: {
    profiles: [
      { name: 'strict', mode: 'enforce', policies: ['acme'], namespaces: ['payments', 'prod-*'] },
      { name: 'mixed', mode: 'enforce', policies: ['acme', 'extra'], namespaces: ['mixed'] },
      { name: 'warning', mode: 'warn', policies: ['acme'], namespaces: ['dev-*'] },
      { name: 'auditing', mode: 'audit', policies: ['acme'], namespaces: ['lab-*'] },
    ],
    unknownNamespaces: 'strict',
  },
}

/** Four profiles, in namespaces that say what they are. */
export const TABLE: ProfileTable = parseProfiles(
  PROFILES,
  [REVIEWED, TESTED].map((policy) => parsePolicy(policy, AT)),
  'unlimited' satisfies CompiledProfile['validUntil'],
)

export function compiled(
  asks: 'decision' | 'document',
  url: string,
  more: Partial<CompileOptions> = {},
): readonly Manifest[] {
  return compileKyverno(TABLE, {
    judged: { asks, gateway: { url } },
    pins: true,
    excluded: ['left-to-others'],
    timeout: 10,
    background: true,
    length: LENGTH,
    ...more,
  })
}
