import { parsePolicy } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import type { ConfigurationBundle } from '../bundle.ts'
import { diffConfigurations } from './diff-configurations.ts'

const NOW = 1_767_312_000

interface Written {
  readonly mode?: string
  readonly images?: readonly string[]
  readonly require?: readonly object[]
  readonly revoked?: object
  readonly exceptions?: readonly object[]
  readonly revision?: number
}

const REVIEWED = { name: 'reviewed', claim: 'review', from: ['security'], maxAge: '14d' }
const DIGEST = `sha256:${'a'.repeat(64)}`

function policy(name: string, written: Written = {}) {
  const { revision = 1, mode = 'enforce', images = ['ghcr.io/acme/**'], require = [REVIEWED], ...others } = written
  const spec = { mode, images, require, ...others }
  return parsePolicy({ apiVersion: 'pawl.dev/v1', kind: 'AttestationPolicy', metadata: { name, revision }, spec }, NOW)
}

const SECURITY = { name: 'security', keys: [{ file: 'a.pub' }], claims: ['review'] }

function bundle(
  change: Partial<ConfigurationBundle> & { readonly attesters?: readonly object[] } = {},
): ConfigurationBundle {
  const { attesters = [SECURITY], ...others } = change
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'ConfigurationBundle',
    name: 'acme',
    revision: 1,
    validUntil: NOW,
    trust: {
      configuration: { metadata: { name: 'acme', revision: 1 }, spec: { attesters } },
      files: { 'a.pub': 'key a' },
    },
    policies: [policy('app')],
    ...others,
  }
}
const asking = (require: object | undefined): ConfigurationBundle => {
  const spec = { attesters: [SECURITY], roots: [{ name: 'r', sigstore: 'public-good', require }] }
  return bundle({ trust: { configuration: { spec }, files: { 'a.pub': 'key a' } } })
}
const withPolicy = (written: Written): ConfigurationBundle => bundle({ policies: [policy('app', written)] })
const withLeaf = (leaf: object): ConfigurationBundle => withPolicy({ require: [{ ...REVIEWED, ...leaf }] })

const changes = (before: ConfigurationBundle, after: ConfigurationBundle): readonly string[] =>
  diffConfigurations(before, after).map(({ path, direction }) => `${direction} ${path.join('.')}`)

describe('diffConfigurations', () => {
  it('finds nothing where only order and the revisions of parts differ', () => {
    const turned = bundle({
      policies: [policy('other'), policy('app', { images: ['b/**', 'a/**'], revision: 2 })],
    })
    const straight = bundle({
      policies: [policy('app', { images: ['a/**', 'b/**'] }), policy('other')],
    })
    expect(changes(straight, turned)).toEqual([])
  })

  it('names what was there and what is there now', () => {
    expect(diffConfigurations(bundle(), withPolicy({ mode: 'warn' }))).toEqual([
      { path: ['policies', 'app', 'mode'], removed: ['"enforce"'], added: ['"warn"'], direction: 'opens' },
    ])
  })

  const PAIRS: readonly (readonly [what: string, before: ConfigurationBundle, after: ConfigurationBundle])[] = [
    ['opens policies.app.mode', bundle(), withPolicy({ mode: 'audit' })],
    ['opens policies.app.require.reviewed', bundle(), withLeaf({ maxAge: '15d' })],
    ['opens policies.app.require.reviewed', bundle(), withLeaf({ maxAge: 'unlimited' })],
    ['opens policies.app.require.reviewed', bundle(), withLeaf({ from: ['security', 'deputy'] })],
    ['opens policies.app.require.reviewed', withLeaf({ where: [{ field: 'approved', equals: true }] }), bundle()],
    ['opens policies.app.require.reviewed', withLeaf({ from: ['a', 'b'], count: 2 }), withLeaf({ from: ['a', 'b'] })],
    ['opens policies.app.require.reviewed', withLeaf({ with: { claim: 'x', from: ['y'], maxAge: '1d' } }), bundle()],
    [
      'opens policies.app.require.reviewed',
      withLeaf({ with: { claim: 'x', from: ['y'], maxAge: '1d', covers: { a: 'b' } } }),
      withLeaf({ with: { claim: 'x', from: ['y'], maxAge: '2d' } }),
    ],
    [
      'opens policies.app.require.any',
      withPolicy({ require: [{ name: 'any', anyOf: [{ claim: 'a', from: ['x'], maxAge: '1d' }] }] }),
      withPolicy({
        require: [
          {
            name: 'any',
            anyOf: [
              { claim: 'a', from: ['x'], maxAge: '1d' },
              { claim: 'b', from: ['x'], maxAge: '1d' },
            ],
          },
        ],
      }),
    ],
    [
      'closes policies.app.require.all',
      withPolicy({ require: [{ name: 'all', allOf: [{ claim: 'a', from: ['x'], maxAge: '1d' }] }] }),
      withPolicy({
        require: [
          {
            name: 'all',
            allOf: [
              { claim: 'a', from: ['x'], maxAge: '1d' },
              { claim: 'b', from: ['x'], maxAge: '1d' },
            ],
          },
        ],
      }),
    ],
    [
      'opens policies.app.require.all',
      withPolicy({ require: [{ name: 'all', allOf: [{ claim: 'a', from: ['x'], maxAge: '1d' }] }] }),
      withPolicy({ require: [{ name: 'all', allOf: [{ claim: 'a', from: ['x'], maxAge: '2d' }] }] }),
    ],
    ['either policies.app.require.reviewed', bundle(), withLeaf({ claim: 'qa' })],
    ['either policies.app.require.reviewed', bundle(), withLeaf({ maxAge: '15d', count: 1, from: ['deputy'] })],
    [
      'either policies.app.require.reviewed',
      bundle(),
      withLeaf({ maxAge: '15d', where: [{ field: 'approved', equals: true }] }),
    ],
    ['opens policies.app.revoked.digests', withPolicy({ revoked: { digests: [DIGEST] } }), bundle()],
    [
      'opens policies.app.exceptions',
      bundle(),
      withPolicy({
        exceptions: [
          { digest: DIGEST, requirement: 'reviewed', until: '2026-01-31T00:00:00Z', reason: 'r', ticket: 'T-1' },
        ],
      }),
    ],
    ['either policies.app.images', bundle(), withPolicy({ images: ['ghcr.io/acme/**', 'quay.io/acme/**'] })],
    ['opens validUntil', bundle(), bundle({ validUntil: NOW + 1 })],
    [
      'opens trust.attesters.security.claims',
      bundle(),
      bundle({ attesters: [{ ...SECURITY, claims: ['review', 'vex'] }] }),
    ],
    ['opens trust.attesters.security.buildLevel', bundle(), bundle({ attesters: [{ ...SECURITY, buildLevel: 3 }] })],
    [
      'either trust.attesters.security.keys',
      bundle(),
      bundle({ attesters: [{ ...SECURITY, keys: [{ file: 'a.pub', validUntil: '2027-01-01T00:00:00Z' }] }] }),
    ],
    ['closes trust.roots.r.require.logs', asking(undefined), asking({ logs: 2 })],
    ['closes trust.roots.r.require.timestamps', asking({ timestamps: 1 }), asking({ timestamps: 2 })],
    ['either trust.files.a.pub', bundle(), bundle({ trust: { ...bundle().trust, files: { 'a.pub': 'key b' } } })],
  ]
  const MIRROR: Readonly<Record<string, string>> = { opens: 'closes', closes: 'opens', either: 'either' }

  it.each(PAIRS)('says where a change can lead, and the other way round: %s', (what, before, after) => {
    expect(changes(before, after)).toEqual([what])
    const [direction = '', path] = what.split(' ')
    expect(changes(after, before)).toEqual([`${MIRROR[direction]} ${path}`])
  })

  it('says that a requirement which goes opens, even where its name is that of a member', () => {
    const two = withPolicy({ require: [REVIEWED, { ...REVIEWED, name: 'mode' }] })
    expect(changes(two, bundle())).toEqual(['opens policies.app.require.mode'])
    expect(changes(bundle(), two)).toEqual(['closes policies.app.require.mode'])
  })

  it('says that a policy which goes can open, with all that it required', () => {
    const all = changes(bundle({ policies: [policy('app'), policy('files')] }), bundle())
    expect(all).toContain('either policies.files.require.reviewed')
    expect(all.every((each) => each.startsWith('either policies.files.'))).toBe(true)
  })

  it('says that a new attester opens, with every signer of it', () => {
    const qa = { name: 'qa', keys: [{ file: 'b.pub' }], claims: ['qa'] }
    expect(changes(bundle(), bundle({ attesters: [SECURITY, qa] }))).toEqual([
      'opens trust.attesters.qa.keys',
      'opens trust.attesters.qa.claims',
    ])
  })

  it('tells profiles, their modes and the one for unknown namespaces', () => {
    const profiles = (mode: string, unknownNamespaces: string): unknown => ({
      spec: {
        profiles: [
          { name: 'strict', mode: 'enforce', policies: ['app'], namespaces: [] },
          { name: 'dev', mode, policies: ['app'], namespaces: ['dev'] },
        ],
        unknownNamespaces,
      },
    })
    const before = bundle({ profiles: profiles('warn', 'strict') })
    expect(changes(before, bundle({ profiles: profiles('audit', 'strict') }))).toEqual(['opens profiles.dev.mode'])
    expect(changes(before, bundle({ profiles: profiles('enforce', 'strict') }))).toEqual(['closes profiles.dev.mode'])
    expect(changes(before, bundle({ profiles: profiles('warn', 'dev') }))).toEqual(['either unknownNamespaces'])
  })
})
