import { describe, expect, it } from 'vitest'
import { built, found, MORE, pair, type Row, requiring, S, tested } from './written-policy.ts'

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

describe('a rule about fields', () => {
  it.each(ROWS.map(([code, faulty, at, sound, facts = {}]) => [code, faulty, at, sound, facts] as const))(
    'finds %s, and nothing one fact away',
    (code, faulty, expected, sound, facts) => {
      expect(found(code, faulty, facts)).toEqual([expected])
      expect(found(code, sound, facts)).toEqual([])
    },
  )
})
