import { describe, expect, it } from 'vitest'
import type { LintFacts } from './lint-facts.ts'
import { lintPolicy } from './lint-policy.ts'

type Json = Readonly<Record<string, unknown>>
const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z
const S = 'spec.require[0]'

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
const defined = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** Code, policy with the fault and where it is, and the same policy one fact away, in which nothing of that code is found. */
type Row = readonly [code: string, faulty: unknown, found: string, sound: unknown, facts?: Partial<LintFacts>]

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
]

const found = (code: string, value: unknown, facts?: Partial<LintFacts>): readonly string[] =>
  lintPolicy(defined(value), { ...FACTS, ...facts }).flatMap((each) =>
    each.code === code ? [`${each.severity} ${each.at}`] : [],
  )

describe('a rule about scopes, ages and the shape of requirements', () => {
  it.each(ROWS.map(([code, faulty, at, sound, facts = {}]) => [code, faulty, at, sound, facts] as const))(
    'finds %s, and nothing one fact away',
    (code, faulty, expected, sound, facts) => {
      expect(found(code, faulty, facts)).toEqual([expected])
      expect(found(code, sound, facts)).toEqual([])
    },
  )
})
