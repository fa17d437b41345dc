import { describe, expect, it } from 'vitest'
import { isFresh, untilStale } from './freshness.ts'

const ALLOW = { allow: true, unmet: [], expiresAt: 500 }
const DENY = { allow: false, unmet: [[0, 'p', 'r']] as const, expiresAt: null }

describe('isFresh', () => {
  it.each([
    [100, true],
    [159, true],
    [160, false],
    [-200, true],
    [-201, false],
    [Number.NaN, false],
  ])('of what was confirmed at 100 for 60 seconds, at %d: %s', (now, expected) => {
    expect(isFresh(100, now, 60)).toBe(expected)
  })
})

describe('untilStale', () => {
  it('ends a yes with the bundle, also one that has no end, and leaves an earlier end', () => {
    expect(untilStale(ALLOW, { now: 100 }, 400)).toEqual({ ...ALLOW, expiresAt: 400 })
    expect(untilStale(ALLOW, { now: 100 }, 400.9)).toEqual({ ...ALLOW, expiresAt: 400 })
    expect(untilStale({ ...ALLOW, expiresAt: null }, { now: 100 }, 400)).toEqual({ ...ALLOW, expiresAt: 400 })
    expect(untilStale(ALLOW, { now: 100 }, 600)).toEqual(ALLOW)
  })

  it.each([{ now: 400 }, { now: 401 }, { now: '100' }, {}, null, undefined])(
    'gives no yes for a document that is not before that end: bundle-stale (%j)',
    (document) => {
      expect(untilStale(ALLOW, document, 400)).toEqual({ allow: false, code: 'bundle-stale' })
    },
  )

  it('leaves a no as it is', () => {
    expect(untilStale(DENY, { now: 400 }, 400)).toEqual(DENY)
  })
})
