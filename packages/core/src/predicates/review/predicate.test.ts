import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readJson } from '../../bytes/strict-json.ts'
import { isRejection } from '../../rejection-codes.ts'
import { review } from './predicate.ts'

type Json = Record<string, unknown>
const vector = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`vectors/${name}.json`, import.meta.url), 'utf8')) as Json
const read = (predicate: unknown) =>
  review.read(readJson(Buffer.from(JSON.stringify(predicate) ?? 'null')) as never, undefined as never)
function code(predicate: unknown): string {
  const extract = read(predicate)
  return isRejection(extract) ? extract.code : 'accepted'
}
const GOOD = vector('accepted-approval')

describe('review', () => {
  it('reads an approval', () => {
    expect(read(GOOD)).toStrictEqual({
      summary: {
        approved: true,
        accepted: ['CVE-2026-1|pkg:npm/a@1'],
        reviewerId: 'https://accounts.test/reviewer',
        scanStatementDigest: `sha256:${'0'.repeat(64)}`,
        ticket: 'SEC-1',
        reviewedAt: 1_767_232_800,
      },
      moment: 1_767_232_800,
      expiresAt: 1_775_008_800,
    })
  })

  it.each(['rejected', 'Approved', 'approved ', '', true, null, undefined, ['approved']])(
    'rejects the decision %j: predicate-not-positive (C97)',
    (decision) => {
      expect(code({ ...GOOD, decision })).toBe('predicate-not-positive')
    },
  )
  it('rejects a rejection: predicate-not-positive', () =>
    expect(code(vector('refused-rejection'))).toBe('predicate-not-positive'))

  it.each<[string, unknown]>([
    ['no end (C101)', vector('refused-without-end')],
    ['no time of review', { ...GOOD, reviewedAt: undefined }],
    ['an end at the review', { ...GOOD, expiresAt: GOOD['reviewedAt'] }],
    ['an end before the review', { ...GOOD, expiresAt: '2025-12-31T00:00:00Z' }],
    ['an end that is no day (C109)', { ...GOOD, expiresAt: '2026-02-30T00:00:00Z' }],
    ['an end in local time (C109)', { ...GOOD, expiresAt: '2026-04-01T02:00:00' }],
    ['an end with an offset (C109)', { ...GOOD, expiresAt: '2026-04-01T02:00:00+01:00' }],
    ['an end as a number', { ...GOOD, expiresAt: 1_775_008_800 }],
    ['no list', { ...GOOD, accepted: undefined }],
    ['a list that is text', { ...GOOD, accepted: 'CVE-2026-1' }],
    ['a list with a number', { ...GOOD, accepted: ['CVE-2026-1', 1] }],
    ['a list with a control character (C96)', { ...GOOD, accepted: ['CVE\n'] }],
    ['a list of 257', { ...GOOD, accepted: Array.from({ length: 257 }, (_, n) => `CVE-${n}`) }],
    ['a predicate that is null', null],
    ['a predicate that is a list', [GOOD]],
    ['a predicate that is text', 'approved'],
  ])('rejects %s: predicate-malformed', (_, predicate) => {
    expect(code(predicate)).toBe('predicate-malformed')
  })

  it('accepts a list of 256, and one of nothing', () => {
    expect(code({ ...GOOD, accepted: Array.from({ length: 256 }, (_, n) => `CVE-${n}`) })).toBe('accepted')
    expect(code({ ...GOOD, accepted: [] })).toBe('accepted')
  })

  it('accepts an end one second after the review', () => {
    expect(code({ ...GOOD, expiresAt: '2026-01-01T02:00:01Z' })).toBe('accepted')
  })

  it('leaves out who and what for when they are not there, or not text (C106)', () => {
    const extract = read({ ...GOOD, reviewer: { id: 3 }, scan: null, ticket: '' })
    expect(isRejection(extract) ? [] : Object.keys(extract.summary)).toStrictEqual([
      'approved',
      'accepted',
      'reviewedAt',
    ])
  })
})
