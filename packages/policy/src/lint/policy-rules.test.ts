import { describe, expect, it } from 'vitest'
import type { LintFacts } from './lint-facts.ts'
import { lintPolicy } from './lint-policy.ts'
import { POLICY_RULES } from './rule-list.ts'

type Json = Readonly<Record<string, unknown>>
const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z
const DIGEST = `sha256:${'a'.repeat(64)}`
const OTHER = `sha256:${'b'.repeat(64)}`

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
const excepting = (...exceptions: readonly Json[]): unknown =>
  policy({ exceptions: exceptions.map((each) => ({ ...EXCEPTION, ...each })) })
const EXCEPTION: Json = {
  digest: DIGEST,
  requirement: 'reviewed',
  until: '2026-02-01T00:00:00Z',
  reason: 'r',
  ticket: 't',
}
const WHOLE = { digest: undefined, repository: 'ghcr.io/acme/app', anyDigest: true }
const defined = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const MORE: Partial<LintFacts> = { trust: TRUST }

/** Code, policy with the fault and where it is, and the same policy one fact away, in which nothing of that code is found. */
type Row = readonly [code: string, faulty: unknown, found: string, sound: unknown, facts?: Partial<LintFacts>]
const S = 'spec.require[0]'

const ROWS: readonly Row[] = [
  [
    'scope-impossible',
    policy({ images: ['acme/app'] }),
    'error spec.images[0]',
    policy({ images: ['ghcr.io/acme/app'] }),
  ],
  [
    'scope-matches-nothing',
    policy({ images: ['ghcr.io/acme/**', 'ghcr.io/acne/**'] }),
    'warning spec.images[1]',
    policy({}),
    { repositories: ['ghcr.io/acme/app', 'quay.io/x/y'] },
  ],
  [
    'glob-ends-inside-a-name',
    policy({ images: ['ghcr.io/acme/**', 'ghcr.io/acme*'] }),
    'warning spec.images[1]',
    policy({ images: ['ghcr.io/acme/**', 'ghcr.io/acme/*', 'ghcr.io/acme/app-*', '*.azurecr.io/x', '**/app', '**'] }),
  ],
  [
    'glob-ends-inside-a-name',
    requiring(built({ where: [{ field: 'sourceRepository', glob: 'https://github.com/acme*' }] })),
    `warning ${S}.where[0].glob`,
    requiring(
      built({
        where: [
          { field: 'sourceRepository', glob: 'https://github.com/acme/*' },
          { field: 'sourceRef', glob: 'refs/tags/v*' },
          { field: 'builderId', glob: 'https://github.com/a/b/.github/workflows/x.yml@refs/tags/v*' },
        ],
      }),
    ),
  ],
  ['max-age-unlimited', requiring(required({ maxAge: 'unlimited' })), `warning ${S}.maxAge`, requiring(required())],
  ['max-age-unlimited', pair({ maxAge: 'unlimited' }), `warning ${S}.with.maxAge`, pair({})],
  [
    'max-age-long',
    requiring(required({ maxAge: '367d' })),
    `note ${S}.maxAge`,
    requiring(required({ maxAge: '366d' })),
  ],
  ['max-age-long', requiring(required({ maxAge: '367d' })), `note ${S}.maxAge`, requiring(built({ maxAge: '367d' }))],
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
    'field-not-by-key',
    requiring(built({ from: ['chains'], where: [{ field: 'sourceRef', equals: 'refs/heads/main' }] })),
    `error ${S}.where[0].field`,
    requiring(built({ from: ['chains', 'ci'], where: [{ field: 'sourceRef', equals: 'refs/heads/main' }] })),
    MORE,
  ],
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
  ['pair-without-join', pair({}), `warning ${S}.with`, pair({ equal: { complete: 'approved' } })],
  ['pair-without-join', pair({}), `warning ${S}.with`, pair({ covers: { findingsHigh: 'accepted' } })],
  [
    'provenance-unbound',
    requiring(built({ where: [{ field: 'builderId', equals: 'x' }] })),
    `note ${S}`,
    requiring(built()),
  ],
  [
    'requirement-twice',
    requiring(required(), required({ name: 'again' })),
    'note spec.require[1]',
    requiring(required(), required({ name: 'again', maxAge: '15d' })),
  ],
  [
    'requirement-twice',
    requiring({ name: 'r', allOf: [built({ name: undefined }), built({ name: undefined })] }),
    `note ${S}.allOf[1]`,
    requiring({ name: 'r', allOf: [built({ name: undefined })] }, { name: 's', anyOf: [built({ name: undefined })] }),
  ],
  [
    'exception-ended',
    excepting({ until: '2026-01-02T00:00:00Z' }),
    'warning spec.exceptions[0].until',
    excepting({ until: '2026-01-02T00:00:01Z' }),
  ],
  [
    'exception-ends-soon',
    excepting({ until: '2026-01-16T00:00:00Z' }),
    'warning spec.exceptions[0].until',
    excepting({ until: '2026-01-16T00:00:01Z' }),
  ],
  [
    'exception-ends-soon',
    excepting({ until: '2026-01-02T00:00:01Z' }),
    'warning spec.exceptions[0].until',
    excepting({ until: '2026-01-02T00:00:00Z' }),
  ],
  [
    'exception-overruled',
    excepting({}, { until: '2026-01-01T00:00:00Z' }),
    'error spec.exceptions[0]',
    excepting({}, { until: '2026-01-01T00:00:00Z', digest: OTHER }),
  ],
  [
    'exception-for-revoked',
    policy({ exceptions: [EXCEPTION], revoked: { digests: [DIGEST] } }),
    'error spec.exceptions[0].digest',
    policy({ exceptions: [EXCEPTION], revoked: { digests: [OTHER] } }),
  ],
  ['exception-for-repository', excepting(WHOLE), 'note spec.exceptions[0].repository', excepting({})],
  [
    'exceptions-for-everything',
    excepting({}, { requirement: 'scanned' }),
    'warning spec.exceptions[1]',
    excepting({}, { requirement: 'scanned', digest: OTHER }),
  ],
  [
    'exceptions-for-everything',
    excepting({}, { requirement: 'scanned' }),
    'warning spec.exceptions[1]',
    excepting({}, { requirement: 'scanned', until: '2026-01-01T00:00:00Z' }),
  ],
]

const findings = (value: unknown, facts: Partial<LintFacts> = {}) => lintPolicy(defined(value), { ...FACTS, ...facts })
const found = (code: string, value: unknown, facts?: Partial<LintFacts>): readonly string[] =>
  findings(value, facts).flatMap((each) => (each.code === code ? [`${each.severity} ${each.at}`] : []))

describe('a rule about a policy', () => {
  it.each(ROWS)('finds %s, and nothing one fact away', (code, faulty, expected, sound, facts) => {
    expect(found(code, faulty, facts)).toEqual([expected])
    expect(found(code, sound, facts)).toEqual([])
  })

  it('has such a row', () => {
    const tried = new Set(ROWS.map(([code]) => code))
    expect(POLICY_RULES.map(({ code }) => code).filter((code) => !tried.has(code))).toEqual([])
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
})
