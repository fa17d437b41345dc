import type { Claim } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { capClaims } from './cap-claims.ts'

const T = 1_763_812_800
const id = (n: number): string => `sha256:${n.toString(16).padStart(64, '0')}`
const claim = (n: number, change: Partial<Claim> = {}): Claim => ({
  type: 'qa',
  predicateType: 'https://acme.test/qa/v1',
  attester: 'a',
  signer: { kind: 'key', id: id(0) },
  moment: T - n,
  statementDigest: id(n),
  subject: 'exact',
  summary: { n },
  ...change,
})
const numbers = (claims: readonly Claim[]): unknown[] => claims.map(({ summary }) => summary['n'])
const kept = (claims: readonly Claim[], pairs = 1): readonly Claim[] => capClaims(claims, pairs, T).kept
const many = (count: number, change: Partial<Claim> = {}): Claim[] =>
  Array.from({ length: count }, (_, n) => claim(n, change))
const without = ({ moment: _, ...rest }: Claim): Claim => rest

describe('capClaims', () => {
  it('keeps eight of a pair, newest first, and names the ninth as over the limit', () => {
    const claims = many(9)
    const { kept: left, overLimit } = capClaims(claims.toReversed(), 1, T)
    expect(numbers(left)).toStrictEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect([...overLimit]).toStrictEqual([claims[8]])
  })

  it.each([
    [1, 8],
    [8, 8],
    [9, 7],
    [10, 6],
    [32, 2],
    [33, 1],
    [64, 1],
  ])('gives each of %i pairs %i places', (pairs, places) => {
    expect(kept(many(20), pairs)).toHaveLength(places)
  })

  it('gives each pair its own share: one who says much takes nothing from another', () => {
    const quiet = [claim(99, { attester: 'b' }), claim(98, { type: 'review' })]
    const left = kept([...many(50), ...quiet], 3)
    expect(left).toHaveLength(10)
    expect(left).toStrictEqual(expect.arrayContaining(quiet))
  })

  it('is not confused by names that hold a separator', () => {
    const one = many(8, { attester: 'a","b', type: 'c' })
    const other = many(8, { attester: 'a', type: 'b","c' })
    expect(kept([...one, ...other], 2)).toHaveLength(16)
  })

  it('keeps within the bytes of the share, and a smaller claim behind one that did not fit', () => {
    const big = (n: number): Claim =>
      claim(n, { summary: { n, list: Array.from({ length: 58 }, () => 'x'.repeat(500)) } })
    // Two pairs: 30,720 bytes each; one big claim has a little under 30,000.
    expect(numbers(kept([big(0), big(1), claim(2)], 2))).toStrictEqual([0, 2])
    expect(numbers(kept([big(0), big(1), claim(2)], 1))).toStrictEqual([0, 1, 2])
  })

  it('makes claims one that differ in moment, digest and predicate type alone, and keeps the newest', () => {
    const twins = [3, 1, 2].map((n) => claim(n, { summary: {}, predicateType: `https://x.test/${n}` }))
    expect(kept(twins).map(({ moment }) => moment)).toStrictEqual([T - 1])
  })

  it.each<[string, Partial<Claim>]>([
    ['type', { type: 'x' }],
    ['attester', { attester: 'x' }],
    ['signer', { signer: { kind: 'key', id: id(9) } }],
    ['kind of signer', { signer: { kind: 'keyless', id: id(0) } }],
    ['summary', { summary: { n: 0, more: true } }],
    ['end', { expiresAt: T }],
  ])('keeps two claims that differ in their %s', (_, change) => {
    expect(kept([claim(0), claim(0, change)], 4)).toHaveLength(2)
  })

  it('does not let a twin from the future displace one that counts', () => {
    const now = claim(0, { summary: {} })
    expect(kept([claim(1, { summary: {}, moment: T + 301 }), now])).toStrictEqual([now])
    expect(kept([claim(1, { summary: {}, moment: T + 300 }), now]).map(({ moment }) => moment)).toStrictEqual([T + 300])
  })

  it('does not let a twin without a moment displace one that has one', () => {
    const dated = claim(5_000_000, { summary: {} })
    expect(kept([without(claim(1, { summary: {} })), dated])).toStrictEqual([dated])
  })

  it('fills places with dated claims, then undated, then those from the future', () => {
    const claims = [claim(1, { moment: T + 301 }), without(claim(2)), claim(3), claim(4, { moment: 0 })]
    expect(numbers(kept(claims))).toStrictEqual([3, 4, 2, 1])
  })

  it('breaks ties by statement digest', () => {
    const claims = [5, 3, 4].map((n) => claim(n, { moment: T }))
    expect(numbers(kept(claims))).toStrictEqual([3, 4, 5])
  })

  it('gives the same whatever the order, and whatever stands twice', () => {
    const claims = [
      ...many(12),
      ...many(12, { signer: { kind: 'key', id: id(9) } }),
      without(claim(40)),
      claim(41, { moment: T + 999 }),
    ]
    const expected = kept(claims)
    for (let turn = 1; turn < claims.length; turn += 1) {
      const turned = [...claims.slice(turn), ...claims.slice(0, turn)]
      expect(kept([...turned, ...structuredClone(turned)].toReversed())).toStrictEqual(expected)
    }
  })

  it('gives nothing when there is nothing', () => expect(kept([])).toStrictEqual([]))
})
