import { describe, expect, it } from 'vitest'
import { found, type Json, policy, type Row } from './written-policy.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`

const OTHER = `sha256:${'b'.repeat(64)}`

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

describe('a rule about exceptions', () => {
  it.each(ROWS.map(([code, faulty, at, sound, facts = {}]) => [code, faulty, at, sound, facts] as const))(
    'finds %s, and nothing one fact away',
    (code, faulty, expected, sound, facts) => {
      expect(found(code, faulty, facts)).toEqual([expected])
      expect(found(code, sound, facts)).toEqual([])
    },
  )
})
