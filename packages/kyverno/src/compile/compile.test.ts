import { isRecord } from '@pawl/document'
import { type ProfileTable, parsePolicy, parseProfiles } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { LENGTH } from '../cel/words.ts'
import { compileKyverno } from './compile.ts'
import type { Manifest } from './manifest.ts'
import type { Judged } from './options.ts'

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

const GATEWAY = { url: 'https://gw:8444' }
const REST = { pins: true, excluded: ['left'], timeout: 10, background: true, length: LENGTH }
const SUMMARIES = { audience: 'c', trust: 't', minRevision: 1, maxAge: 3600 }
const JUDGED: readonly Judged[] = [
  { asks: 'decision', gateway: GATEWAY },
  { asks: 'document', gateway: GATEWAY },
  { asks: 'resource', summaries: SUMMARIES },
]

const namesOf = (manifests: readonly Manifest[]): readonly string[] => manifests.map(({ metadata: { name } }) => name)
const specOf = (manifests: readonly Manifest[], wanted: string): Readonly<Record<string, unknown>> =>
  manifests.find(({ metadata: { name } }) => name === wanted)?.spec ?? {}

/** Every expression of CEL, wherever it stands. */
function expressionsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn)
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, each]) =>
    typeof each === 'string' && /expression$/i.test(name) ? [each] : expressionsIn(each),
  )
}

describe('compileKyverno', () => {
  it('makes a policy for every profile and mode in which somebody can deny, and one that pins', () => {
    expect(namesOf(compileKyverno(table(), { ...REST, judged: JUDGED[0] ?? never() }))).toStrictEqual([
      'pawl-pin',
      'pawl-strict-enforce',
      'pawl-strict-warn',
      'pawl-lab-audit',
    ])
  })

  it('fails closed where it enforces, and stops nobody where it only warns', () => {
    const manifests = compileKyverno(table(), { ...REST, judged: JUDGED[1] ?? never() })
    const said = ['pawl-strict-enforce', 'pawl-strict-warn', 'pawl-lab-audit'].map((name) => {
      const { validationActions, failurePolicy } = specOf(manifests, name)
      return [validationActions, failurePolicy]
    })
    expect(said).toStrictEqual([
      [['Deny'], 'Fail'],
      [['Warn'], 'Ignore'],
      [['Audit'], 'Ignore'],
    ])
  })

  it.each(JUDGED)('matches every kind by name, and ephemeral containers: $asks', (judged) => {
    const { matchConstraints, autogen, matchConditions } = specOf(
      compileKyverno(table(), { ...REST, judged }),
      'pawl-strict-enforce',
    )
    const { resourceRules } = matchConstraints as {
      readonly resourceRules: readonly { readonly resources: readonly string[] }[]
    }
    expect(resourceRules.flatMap(({ resources }) => resources).toSorted()).toStrictEqual([
      'cronjobs',
      'daemonsets',
      'deployments',
      'jobs',
      'pods',
      'pods/ephemeralcontainers',
      'podtemplates',
      'replicasets',
      'replicationcontrollers',
      'statefulsets',
    ])
    expect([autogen, matchConditions]).toStrictEqual([{ podControllers: { controllers: [] } }, undefined])
  })

  it.each(JUDGED)('has no exception, no other place to call, and no letter beyond ASCII: $asks', (judged) => {
    const expressions = expressionsIn(compileKyverno(table(), { ...REST, judged }))
    expect(expressions.length).toBeGreaterThan(20)
    for (const each of expressions) {
      expect(each).not.toMatch(/exceptions\.|http\.(Get|Client)|globalContext/)
      expect(each).toMatch(/^[ -~]*$/)
    }
    const calls = expressions.filter((each) => each.includes('http.Post('))
    // One for each policy that asks, and one for the policy that pins.
    expect(calls).toHaveLength(judged.asks === 'resource' ? 0 : 4)
  })

  it('reads summaries and nothing else where there is no gateway, and asks for no more than that', () => {
    const manifests = compileKyverno(table(), { ...REST, judged: JUDGED[2] ?? never() })
    expect(namesOf(manifests)).not.toContain('pawl-pin')
    const [role] = manifests
    expect(role?.rules).toStrictEqual([{ apiGroups: ['pawl.dev'], resources: ['imagesummaries'], verbs: ['get'] }])
  })

  it('leaves out what pins, and scans, where it is told to', () => {
    const manifests = compileKyverno(table(), { ...REST, pins: false, background: false, judged: JUDGED[0] ?? never() })
    expect(namesOf(manifests)).not.toContain('pawl-pin')
    expect(specOf(manifests, 'pawl-strict-enforce')['evaluation']).toStrictEqual({
      admission: { enabled: true },
      background: { enabled: false },
    })
  })

  it('refuses what is too large for an object, and takes it in decision mode: policy-invalid', () => {
    const values = Array.from({ length: 60 }, (_, at) => `${'x'.repeat(200)}${at}`)
    const where = [{ field: 'ticket', in: values }]
    const require = ['a', 'b', 'c', 'd'].map((name) => ({
      name,
      claim: 'review',
      from: ['alice'],
      maxAge: '1h',
      where,
    }))
    const many = parsePolicy(
      {
        apiVersion: 'pawl.dev/v1',
        kind: 'AttestationPolicy',
        metadata: { name: 'big', revision: 1 },
        spec: { mode: 'enforce', images: ['a.test/**'], require },
      },
      AT,
    )
    const policies = Array.from({ length: 6 }, (_, at) => ({ ...many, name: `big-${at}` }))
    const profile = { ...table().unknown, name: 'p', policies }
    const big = { profiles: new Map([['p', profile]]), namespaces: [], unknown: profile }
    expect(() => compileKyverno(big, { ...REST, judged: JUDGED[1] ?? never() })).toThrow(
      expect.objectContaining({ code: 'policy-invalid' }),
    )
    expect(compileKyverno(big, { ...REST, judged: JUDGED[0] ?? never() })).toHaveLength(2)
  })

  it('names a profile of policies joined as Kubernetes takes names', () => {
    const profile = { ...table().unknown, name: 'a+b' }
    const names = namesOf(
      compileKyverno(
        { profiles: new Map(), namespaces: [], unknown: profile },
        { ...REST, judged: JUDGED[0] ?? never() },
      ),
    )
    for (const each of names) expect(each).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
    expect(new Set(names).size).toBe(names.length)
  })
})

function never(): never {
  throw new TypeError('there is none')
}
