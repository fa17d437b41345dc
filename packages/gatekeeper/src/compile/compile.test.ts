import { type CompiledPolicy, type Mode, type ProfileTable, parsePolicy, parseProfiles } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { type CompileOptions, compileGatekeeper } from './compile.ts'
import type { Manifest } from './manifest.ts'
import { digestOf } from './template-manifest.ts'

const NOW = 1_763_812_800
const AUTHORITIES = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
const OPTIONS: CompileOptions = {
  asks: 'decision',
  gateway: { url: 'https://gateway.pawl:8443', authorities: AUTHORITIES, timeout: 2 },
  pins: true,
}

const policy = (name: string, mode: Mode, images: readonly string[] = ['ghcr.io/acme/**']): CompiledPolicy =>
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name, revision: 1 },
      spec: { mode, images, require: [{ name: 'r', claim: 'review', from: ['a'], maxAge: '1h' }] },
    },
    NOW,
  )

const table = (more: readonly object[] = [], policies = [policy('base', 'enforce')]): ProfileTable =>
  parseProfiles(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'ProfileConfiguration',
      metadata: { name: 'test', revision: 1 },
      spec: {
        unknownNamespaces: 'closed',
        profiles: [{ name: 'closed', mode: 'enforce', namespaces: ['prod-*'], policies: ['base'] }, ...more],
      },
    },
    policies,
    'unlimited',
  )

const DEV = { name: 'development', mode: 'audit', namespaces: ['dev'], policies: ['base'] }

const names = (manifests: readonly Manifest[]) => manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`)

const one = (manifests: readonly Manifest[], name: string): Manifest => {
  const [found, ...others] = manifests.filter(({ metadata }) => metadata.name === name)
  if (found === undefined || others.length > 0) throw new Error(`not one ${name}`)
  return found
}

interface TemplateSpec {
  readonly targets: readonly { readonly code: readonly { readonly source: { readonly libs: readonly string[] } }[] }[]
}

/** The last library: the operator's configuration. Read back as JSON, by its names. */
function configurationIn(manifests: readonly Manifest[]): Readonly<Record<string, unknown>> {
  const { spec } = one(manifests, 'pawlattestations')
  const { targets } = JSON.parse(JSON.stringify(spec)) as TemplateSpec
  const text = targets[0]?.code[0]?.source.libs.at(-1) ?? ''
  expect(text).toMatch(/^package lib\.pawl\.configuration\n/)
  return Object.fromEntries(
    [...text.matchAll(/^(\w+) := (.*)$/gm)].map(([, name = '', value = '']) => [name, JSON.parse(value) as unknown]),
  )
}

describe('compileGatekeeper', () => {
  it('gives the providers, the template, its constraints and what pins, in the order in which they can be applied', () => {
    expect(names(compileGatekeeper(table(), OPTIONS))).toStrictEqual([
      'Provider/pawl',
      'Provider/pawl-pin',
      'ConstraintTemplate/pawlattestations',
      'PawlAttestations/pawl-enforce',
      'Assign/pawl-pin-pods-containers',
      'Assign/pawl-pin-pods-initcontainers',
      'Assign/pawl-pin-pods-ephemeralcontainers',
      'Assign/pawl-pin-pods-volumes',
      'Assign/pawl-pin-workloads-containers',
      'Assign/pawl-pin-workloads-initcontainers',
      'Assign/pawl-pin-workloads-volumes',
      'Assign/pawl-pin-cronjobs-containers',
      'Assign/pawl-pin-cronjobs-initcontainers',
      'Assign/pawl-pin-cronjobs-volumes',
      'Assign/pawl-pin-podtemplates-containers',
      'Assign/pawl-pin-podtemplates-initcontainers',
      'Assign/pawl-pin-podtemplates-volumes',
    ])
  })

  it('gives nothing that mutates when nothing is to be pinned', () => {
    expect(names(compileGatekeeper(table(), { ...OPTIONS, pins: false }))).toStrictEqual([
      'Provider/pawl',
      'ConstraintTemplate/pawlattestations',
      'PawlAttestations/pawl-enforce',
    ])
  })

  it('gives the same for the same', () => {
    expect(JSON.stringify(compileGatekeeper(table([DEV]), OPTIONS))).toBe(
      JSON.stringify(compileGatekeeper(table([DEV]), OPTIONS)),
    )
  })

  it('refuses policies that are too large for a template in document mode, and not in decision mode: policy-invalid', () => {
    const images = Array.from({ length: 64 }, (_, index) => `ghcr.io/${'a'.repeat(200)}${index}/**`)
    const large = Array.from({ length: 16 }, (_, index) => policy(`p${index}`, 'enforce', images))
    const all = { name: 'all', mode: 'enforce', namespaces: ['all'], policies: large.map(({ name }) => name) }
    const of = table([all, { ...all, name: 'more', namespaces: ['more'] }], [policy('base', 'enforce'), ...large])
    expect(() => compileGatekeeper(of, { ...OPTIONS, asks: 'document' })).toThrow(
      expect.objectContaining({ code: 'policy-invalid' }),
    )
    expect(names(compileGatekeeper(of, OPTIONS))).toContain('ConstraintTemplate/pawlattestations')
  })
})

describe('providers', () => {
  it('are two paths of one gateway, with its authorities and the time that Gatekeeper waits', () => {
    const manifests = compileGatekeeper(table(), OPTIONS)
    const spec = { timeout: 2, caBundle: Buffer.from(AUTHORITIES).toString('base64') }
    expect(one(manifests, 'pawl').spec).toStrictEqual({
      ...spec,
      url: 'https://gateway.pawl:8443/gatekeeper/v1beta1/validate',
    })
    expect(one(manifests, 'pawl-pin').spec).toStrictEqual({
      ...spec,
      url: 'https://gateway.pawl:8443/gatekeeper/v1beta1/mutate',
    })
  })
})

describe('constraints', () => {
  const constraints = (of: ProfileTable) =>
    compileGatekeeper(of, OPTIONS)
      .filter(({ kind }) => kind === 'PawlAttestations')
      .map(({ metadata, spec }) => [metadata.name, spec['enforcementAction'], spec['parameters']])

  it('are one for each mode in which somebody can deny', () => {
    const enforced = ['pawl-enforce', 'deny', { mode: 'enforce' }]
    const warned = ['pawl-warn', 'warn', { mode: 'warn' }]
    const audited = ['pawl-audit', 'dryrun', { mode: 'audit' }]
    expect(constraints(table())).toStrictEqual([enforced])
    expect(constraints(table([DEV]))).toStrictEqual([enforced, audited])
    // What cannot be judged, the profile denies itself, however weak its policies are.
    expect(constraints(table([], [policy('base', 'audit')]))).toStrictEqual([enforced, audited])
    expect(constraints(table([{ ...DEV, mode: 'warn' }]))).toStrictEqual([enforced, warned])
    const weak = { name: 'weak', mode: 'enforce', namespaces: ['weak'], policies: ['hint'] }
    expect(constraints(table([weak], [policy('base', 'enforce'), policy('hint', 'warn')]))).toStrictEqual([
      enforced,
      warned,
    ])
  })

  it('ask about every kind that holds a pod, in every namespace', () => {
    const { spec } = one(compileGatekeeper(table(), OPTIONS), 'pawl-enforce')
    expect(spec['match']).toStrictEqual({
      kinds: [
        { apiGroups: [''], kinds: ['Pod', 'ReplicationController', 'PodTemplate'] },
        { apiGroups: ['apps'], kinds: ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'] },
        { apiGroups: ['batch'], kinds: ['Job', 'CronJob'] },
      ],
    })
  })
})

describe('the configuration in a template', () => {
  it('holds the modes alone in decision mode', () => {
    expect(configurationIn(compileGatekeeper(table([DEV]), OPTIONS))).toStrictEqual({
      provider: 'pawl',
      asks: 'decision',
      unknown: 'closed',
      namespaces: [
        { re2: '(?s)^prod-[^/]*$', profile: 'closed' },
        { re2: '(?s)^dev$', profile: 'development' },
      ],
      profiles: { closed: { mode: 'enforce' }, development: { mode: 'audit' } },
    })
  })

  it('holds the policies in document mode', () => {
    const { profiles, asks } = configurationIn(compileGatekeeper(table(), { ...OPTIONS, asks: 'document' }))
    expect(asks).toBe('document')
    expect(profiles).toStrictEqual({ closed: JSON.parse(JSON.stringify(table().unknown)) as unknown })
  })
})

describe('the digest of a template', () => {
  it('stands beside it, and is another when its spec is another', () => {
    const { metadata, spec } = one(compileGatekeeper(table(), OPTIONS), 'pawlattestations')
    expect(metadata.annotations?.['pawl.dev/compiled-digest']).toBe(digestOf(spec))
    expect(digestOf(spec)).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(digestOf({ ...spec, targets: [] })).not.toBe(digestOf(spec))
    const other = one(compileGatekeeper(table([DEV]), OPTIONS), 'pawlattestations')
    expect(other.metadata.annotations?.['pawl.dev/compiled-digest']).not.toBe(digestOf(spec))
  })
})
