import { describe, expect, it } from 'vitest'
import type { LintFacts } from './lint-facts.ts'
import { lintPolicy } from './lint-policy.ts'

type Json = Readonly<Record<string, unknown>>
const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z
const S = 'spec.require[0]'

const TRUST: NonNullable<LintFacts['trust']> = {
  attesters: [
    {
      name: 'ci',
      claims: ['provenance', 'qa'],
      identities: [{ issuer: 'https://i.example', identity: 'https://i.example/a/b', certificate: new Map() }],
      buildLevel: 2,
    },
    { name: 'chains', claims: ['provenance'], identities: [], buildLevel: undefined },
    { name: 'scanner', claims: ['vulnerability-scan'], identities: [], buildLevel: undefined },
    { name: 'security', claims: ['review', 'qa'], identities: [], buildLevel: undefined },
    { name: 'deputy', claims: ['review'], identities: [], buildLevel: undefined },
  ],
  agelessClaims: ['qa'],
}
const FACTS: LintFacts = {
  now: NOW,
  fields: new Map([
    ['provenance', ['buildLevel', 'sourceRepository', 'claimedSourceRepository', 'sourceRef', 'builderId']],
    ['vulnerability-scan', ['complete', 'critical', 'findingsHigh']],
    ['review', ['approved', 'accepted']],
  ]),
  certificateFields: ['sourceRepository', 'sourceRef'],
}

const policy = (spec: Json): unknown => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationPolicy',
  metadata: { name: 'p', revision: 1 },
  spec: {
    mode: 'enforce',
    images: ['ghcr.io/acme/**'],
    require: [required(), { name: 'scanned', claim: 'vulnerability-scan', from: ['scanner'], maxAge: '24h' }],
    ...spec,
  },
})
const required = (change: Json = {}): Json => ({
  name: 'reviewed',
  claim: 'review',
  from: ['security'],
  maxAge: '14d',
  ...change,
})
const requiring = (...nodes: readonly Json[]): unknown => policy({ require: nodes })
const built = (change: Json = {}): Json =>
  required({ claim: 'provenance', from: ['ci'], where: [{ field: 'buildLevel', atLeast: 2 }], ...change })
const tested = (...where: readonly Json[]): unknown => requiring(required({ where }))
const defined = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const MORE: Partial<LintFacts> = { trust: TRUST }

const findings = (value: unknown, facts: Partial<LintFacts> = {}) => lintPolicy(defined(value), { ...FACTS, ...facts })
const found = (code: string, value: unknown, facts?: Partial<LintFacts>): readonly string[] =>
  findings(value, facts).flatMap((each) => (each.code === code ? [`${each.severity} ${each.at}`] : []))

describe('lintPolicy', () => {
  it('finds nothing in a policy that says what it means', () => {
    expect(findings(policy({}), MORE)).toEqual([])
    expect(findings(requiring(built()), MORE)).toEqual([])
  })

  it('asks nothing about attesters, repositories or fields that nobody told it', () => {
    const odd = requiring(required({ claim: 'test-result', from: ['nobody'], where: [{ field: 'odd', exists: true }] }))
    expect(findings(odd)).toEqual([])
  })

  it('knows the places of leaves deep in groups', () => {
    const leaf = (maxAge: string): Json => required({ name: undefined, maxAge })
    const nested = {
      name: 'r',
      allOf: [leaf('1d'), { anyOf: [{ allOf: [leaf('2d'), leaf('unlimited')] }, leaf('3d')] }],
    }
    expect(found('max-age-unlimited', requiring(required(), nested))).toEqual([
      'warning spec.require[1].allOf[1].anyOf[0].allOf[1].maxAge',
    ])
  })

  it('counts places as they are written, where a name stands twice', () => {
    const twice = requiring(required({ from: ['security', 'security', 'securty'] }))
    expect(found('attester-unknown', twice, MORE)).toEqual([`error ${S}.from[2]`])
  })

  it('says what it found in fields, and what may have been meant', () => {
    const [first] = findings(tested({ field: 'aproved', equals: true }))
    expect(first).toStrictEqual({
      code: 'field-unknown',
      file: 'policy',
      severity: 'warning',
      at: `${S}.where[0].field`,
      requirement: 'reviewed',
      claim: 'review',
      field: 'aproved',
      meant: 'approved',
    })
  })
})
