import { type LintFacts, lintPolicy } from '@pawl/policy/lint'

export type Json = Readonly<Record<string, unknown>>

export const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z

export const S = 'spec.require[0]'

export const TRUST: NonNullable<LintFacts['trust']> = {
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

export const FACTS: LintFacts = {
  now: NOW,
  fields: new Map([
    ['provenance', ['buildLevel', 'sourceRepository', 'claimedSourceRepository', 'sourceRef', 'builderId']],
    ['vulnerability-scan', ['complete', 'critical', 'findingsHigh']],
    ['review', ['approved', 'accepted']],
  ]),
  certificateFields: ['sourceRepository', 'sourceRef'],
}

export const policy = (spec: Json): unknown => ({
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

export const required = (change: Json = {}): Json => ({
  name: 'reviewed',
  claim: 'review',
  from: ['security'],
  maxAge: '14d',
  ...change,
})

export const requiring = (...nodes: readonly Json[]): unknown => policy({ require: nodes })

export const built = (change: Json = {}): Json =>
  required({ claim: 'provenance', from: ['ci'], where: [{ field: 'buildLevel', atLeast: 2 }], ...change })

export const tested = (...where: readonly Json[]): unknown => requiring(required({ where }))

export const pair = (change: Json): unknown =>
  requiring(
    required({
      claim: 'vulnerability-scan',
      from: ['scanner'],
      with: { claim: 'review', from: ['security'], maxAge: '14d', ...change },
    }),
  )

export const defined = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

export const MORE: Partial<LintFacts> = { trust: TRUST }

/** Code, policy with the fault and where it is, and the same policy one fact away, in which nothing of that code is found. */
export type Row = readonly [code: string, faulty: unknown, found: string, sound: unknown, facts?: Partial<LintFacts>]

export const found = (code: string, value: unknown, facts?: Partial<LintFacts>): readonly string[] =>
  lintPolicy(defined(value), { ...FACTS, ...facts }).flatMap((each) =>
    each.code === code ? [`${each.severity} ${each.at}`] : [],
  )
