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
const pair = (change: Json): unknown =>
  requiring(
    required({
      claim: 'vulnerability-scan',
      from: ['scanner'],
      with: { claim: 'review', from: ['security'], maxAge: '14d', ...change },
    }),
  )
const tested = (...where: readonly Json[]): unknown => requiring(required({ where }))
const defined = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const MORE: Partial<LintFacts> = { trust: TRUST }

/** Code, policy with the fault and where it is, and the same policy one fact away, in which nothing of that code is found. */
type Row = readonly [code: string, faulty: unknown, found: string, sound: unknown, facts?: Partial<LintFacts>]

const ROWS: readonly Row[] = [
  [
    'field-unknown',
    tested({ field: 'aproved', equals: true }),
    `warning ${S}.where[0].field`,
    tested({ field: 'approved', equals: true }),
  ],
  [
    'field-unknown',
    pair({ covers: { findingsHigh: 'acepted' } }),
    `warning ${S}.with.covers.findingsHigh`,
    pair({ covers: { findingsHigh: 'accepted' } }),
  ],
  [
    'claimed-field',
    requiring(built({ where: [{ field: 'claimedSourceRepository', equals: 'x' }] })),
    `warning ${S}.where[0].field`,
    requiring(built({ where: [{ field: 'sourceRepository', equals: 'x' }] })),
    MORE,
  ],
  [
    'claimed-field',
    requiring(built({ from: ['chains'], where: [{ field: 'claimedSourceRepository', equals: 'x' }] })),
    `note ${S}.where[0].field`,
    requiring(built({ from: ['chains'] })),
    MORE,
  ],
  [
    'tests-contradict',
    tested({ field: 'n', atLeast: 3 }, { field: 'n', atMost: 2 }),
    `error ${S}.where[1]`,
    tested({ field: 'n', atLeast: 3 }, { field: 'n', atMost: 3 }),
  ],
  [
    'tests-contradict',
    tested({ field: 'n', equals: 'a' }, { field: 'n', equals: 'b' }),
    `error ${S}.where[1]`,
    tested({ field: 'n', equals: 'a' }, { field: 'm', equals: 'b' }),
  ],
  [
    'tests-contradict',
    tested({ field: 'n', equals: 3 }, { field: 'n', equals: '3' }),
    `error ${S}.where[1]`,
    tested({ field: 'n', equals: 3 }, { field: 'n', in: [3, '3'] }),
  ],
  [
    'tests-contradict',
    tested({ field: 'n', in: ['a', 'b'] }, { field: 'n', in: ['c'] }),
    `error ${S}.where[1]`,
    tested({ field: 'n', in: ['a', 'b'] }, { field: 'n', in: ['b', 'c'] }),
  ],
  [
    'tests-contradict',
    tested({ field: 'n', in: ['a'] }, { field: 'n', glob: 'b*' }),
    `error ${S}.where[1]`,
    tested({ field: 'n', in: ['a'] }, { field: 'n', glob: '*' }),
  ],
  [
    'tests-contradict',
    tested({ field: 'n', glob: 'a*' }, { field: 'n', glob: 'b*' }),
    `error ${S}.where[1]`,
    tested({ field: 'n', glob: 'a*' }, { field: 'n', glob: '*b' }),
  ],
  [
    'tests-contradict',
    tested({ field: 'n', contains: 'a' }, { field: 'n', equals: 'a' }),
    `error ${S}.where[1]`,
    tested({ field: 'n', contains: 'a' }, { field: 'n', containsAll: ['b'] }),
  ],
  [
    'tests-contradict',
    tested({ field: 'n', equals: 'x/{name}' }, { field: 'n', glob: 'y/*' }),
    `error ${S}.where[1]`,
    tested({ field: 'n', equals: 'x/{name}' }, { field: 'n', glob: 'x/a*' }),
  ],
  [
    'tests-contradict',
    tested({ field: 'n', within: '1h' }, { field: 'n', glob: '*' }),
    `error ${S}.where[1]`,
    tested({ field: 'n', within: '1h' }, { field: 'n', exists: true }, { field: 'n', atLeast: 3 }),
  ],
]

const found = (code: string, value: unknown, facts?: Partial<LintFacts>): readonly string[] =>
  lintPolicy(defined(value), { ...FACTS, ...facts }).flatMap((each) =>
    each.code === code ? [`${each.severity} ${each.at}`] : [],
  )

describe('a rule about fields', () => {
  it.each(ROWS.map(([code, faulty, at, sound, facts = {}]) => [code, faulty, at, sound, facts] as const))(
    'finds %s, and nothing one fact away',
    (code, faulty, expected, sound, facts) => {
      expect(found(code, faulty, facts)).toEqual([expected])
      expect(found(code, sound, facts)).toEqual([])
    },
  )
})
