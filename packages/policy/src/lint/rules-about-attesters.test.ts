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
const defined = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const MORE: Partial<LintFacts> = { trust: TRUST }

/** Code, policy with the fault and where it is, and the same policy one fact away, in which nothing of that code is found. */
type Row = readonly [code: string, faulty: unknown, found: string, sound: unknown, facts?: Partial<LintFacts>]

const ROWS: readonly Row[] = [
  [
    'attester-unknown',
    requiring(required({ from: ['security', 'securty'] })),
    `error ${S}.from[1]`,
    requiring(required({ from: ['security', 'deputy'] })),
    MORE,
  ],
  [
    'attester-may-not-make-claim',
    requiring(required({ from: ['scanner'] })),
    `error ${S}.from[0]`,
    requiring(required({ from: ['deputy'] })),
    MORE,
  ],
  [
    'attester-may-not-make-claim',
    requiring(required({ from: ['security', 'scanner'] })),
    `warning ${S}.from[1]`,
    requiring(required({ from: ['security', 'securty'] })),
    MORE,
  ],
  [
    'attester-may-not-make-claim',
    requiring({ name: 'r', anyOf: [required({ from: ['scanner'], name: undefined }), required({ name: undefined })] }),
    `warning ${S}.anyOf[0].from[0]`,
    requiring({ name: 'r', anyOf: [required({ from: ['deputy'], name: undefined }), required({ name: undefined })] }),
    MORE,
  ],
  [
    'attester-may-not-make-claim',
    requiring({ name: 'r', allOf: [required({ from: ['scanner'], name: undefined })] }),
    `error ${S}.allOf[0].from[0]`,
    requiring({ name: 'r', allOf: [required({ name: undefined })] }),
    MORE,
  ],
  [
    'attester-revoked',
    policy({ revoked: { attesters: ['security'] } }),
    `error ${S}.from[0]`,
    policy({ revoked: { attesters: ['deputy'] } }),
  ],
  [
    'attester-revoked',
    policy({ require: [required({ from: ['deputy', 'security'] })], revoked: { attesters: ['security'] } }),
    `note ${S}.from[1]`,
    policy({ require: [required({ from: ['deputy'] })], revoked: { attesters: ['security'] } }),
  ],
  [
    'attester-revoked',
    policy({ require: [required({ from: ['deputy', 'security'], count: 2 })], revoked: { attesters: ['security'] } }),
    `error ${S}.from[1]`,
    policy({ require: [required({ from: ['deputy', 'security'], count: 2 })] }),
  ],
  [
    'count-out-of-reach',
    requiring(required({ from: ['security', 'scanner'], count: 2 })),
    `error ${S}.count`,
    requiring(required({ from: ['security', 'deputy'], count: 2 })),
    MORE,
  ],
  [
    'build-level-out-of-reach',
    requiring(built({ where: [{ field: 'buildLevel', atLeast: 3 }] })),
    `error ${S}.where[0]`,
    requiring(built()),
    MORE,
  ],
  ['build-level-out-of-reach', requiring(built({ from: ['chains'] })), `error ${S}.where[0]`, requiring(built()), MORE],
  [
    'age-never-known',
    requiring(required({ claim: 'qa' })),
    `error ${S}.maxAge`,
    requiring(required({ claim: 'qa', from: ['ci', 'security'] })),
    MORE,
  ],
  [
    'age-never-known',
    requiring(required({ claim: 'qa' })),
    `error ${S}.maxAge`,
    requiring(required({ claim: 'qa', maxAge: 'unlimited' })),
    MORE,
  ],
  [
    'max-age-unlimited',
    requiring(required({ claim: 'qa', maxAge: 'unlimited' })),
    `note ${S}.maxAge`,
    requiring(required({ claim: 'qa' })),
    MORE,
  ],
  [
    'max-age-unlimited',
    requiring(required({ claim: 'qa', from: ['ci', 'security'], maxAge: 'unlimited' })),
    `warning ${S}.maxAge`,
    requiring(required({ claim: 'qa', from: ['ci', 'security'] })),
    MORE,
  ],
  [
    'field-not-by-key',
    requiring(built({ from: ['chains'], where: [{ field: 'sourceRef', equals: 'refs/heads/main' }] })),
    `error ${S}.where[0].field`,
    requiring(built({ from: ['chains', 'ci'], where: [{ field: 'sourceRef', equals: 'refs/heads/main' }] })),
    MORE,
  ],
]

const found = (code: string, value: unknown, facts?: Partial<LintFacts>): readonly string[] =>
  lintPolicy(defined(value), { ...FACTS, ...facts }).flatMap((each) =>
    each.code === code ? [`${each.severity} ${each.at}`] : [],
  )

describe('a rule about attesters', () => {
  it.each(ROWS.map(([code, faulty, at, sound, facts = {}]) => [code, faulty, at, sound, facts] as const))(
    'finds %s, and nothing one fact away',
    (code, faulty, expected, sound, facts) => {
      expect(found(code, faulty, facts)).toEqual([expected])
      expect(found(code, sound, facts)).toEqual([])
    },
  )
})
