import { describe, expect, it } from 'vitest'
import type { LintFacts } from './lint-facts.ts'
import { lintPolicy } from './lint-policy.ts'

type Json = Readonly<Record<string, unknown>>
const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z
const DIGEST = `sha256:${'a'.repeat(64)}`
const OTHER = `sha256:${'b'.repeat(64)}`

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

/** Code, policy with the fault and where it is, and the same policy one fact away, in which nothing of that code is found. */
type Row = readonly [code: string, faulty: unknown, found: string, sound: unknown, facts?: Partial<LintFacts>]

const ROWS: readonly Row[] = [
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

const found = (code: string, value: unknown, facts?: Partial<LintFacts>): readonly string[] =>
  lintPolicy(defined(value), { ...FACTS, ...facts }).flatMap((each) =>
    each.code === code ? [`${each.severity} ${each.at}`] : [],
  )

describe('a rule about exceptions', () => {
  it.each(ROWS.map(([code, faulty, at, sound, facts = {}]) => [code, faulty, at, sound, facts] as const))(
    'finds %s, and nothing one fact away',
    (code, faulty, expected, sound, facts) => {
      expect(found(code, faulty, facts)).toEqual([expected])
      expect(found(code, sound, facts)).toEqual([])
    },
  )
})
