import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readJson } from '../../bytes/strict-json.ts'
import { isRejection } from '../../rejection-codes.ts'
import { customPredicate } from './predicate.ts'

type Json = Record<string, unknown>
const vector = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`vectors/${name}.json`, import.meta.url), 'utf8')) as Json

function read(predicate: unknown, fields: Record<string, string>, moment?: string) {
  const summary = {
    predicateType: 'https://acme.test/qa/v1',
    claim: 'qa',
    moment,
    fields: new Map(Object.entries(fields)),
  }
  return customPredicate(summary).read(
    readJson(Buffer.from(JSON.stringify(predicate) ?? 'null')) as never,
    undefined as never,
  )
}
function field(value: unknown): unknown {
  const extract = read({ value }, { f: '/value' })
  return isRejection(extract) ? extract.code : extract.summary['f']
}
const FIELDS = {
  passed: '/result/passed',
  count: '/result/count',
  failed: '/result/failed',
  score: '/result/score',
  suite: '/suite/name',
  slash: '/suite/a~1b',
  cases: '/cases',
  first: '/cases/0',
  gone: '/result/gone/deeper',
}

describe('custom', () => {
  it('reads what the pointers point to, and leaves out what no summary can hold', () => {
    expect(read(vector('accepted-qa'), FIELDS, '/finishedAt')).toStrictEqual({
      summary: { passed: true, count: 0, suite: 'smoke', slash: 'slash', cases: ['login', 'logout'] },
      moment: 1_767_232_800,
      expiresAt: undefined,
    })
  })

  it('rejects a predicate without the moment that is configured: predicate-malformed (C111)', () => {
    expect(read(vector('refused-without-moment'), FIELDS, '/finishedAt')).toMatchObject({ code: 'predicate-malformed' })
    expect(read(vector('refused-without-moment'), { passed: '/result/passed' })).toStrictEqual({
      summary: { passed: true },
      moment: undefined,
      expiresAt: undefined,
    })
  })

  it.each(['2026-02-30T00:00:00Z', '2026-01-01', 1_767_232_800, null, '2026-01-01T00:00:00+01:00', ''])(
    'rejects the moment %j: predicate-malformed (C109)',
    (at) => {
      expect(read({ at }, {}, '/at')).toMatchObject({ code: 'predicate-malformed' })
    },
  )

  it.each([true, 0, -1, 2 ** 53 - 1, '', 'x', [], ['a', ''], 'x'.repeat(512)])('accepts the value %j', (value) => {
    expect(field(value)).toStrictEqual(value)
  })

  it.each([false, null, 1.5, 2 ** 53, {}, [1], ['a', null], [['a']], 'a\n', 'x'.repeat(513), ['x'.repeat(513)]])(
    'leaves out the value %j: absent is absent (C106)',
    (value) => {
      expect(field(value)).toBeUndefined()
    },
  )

  it('accepts a list of 256 and leaves out one of 257', () => {
    expect(field(Array.from({ length: 256 }, () => 'a'))).toHaveLength(256)
    expect(field(Array.from({ length: 257 }, () => 'a'))).toBeUndefined()
  })

  it('follows members of the predicate, and nothing that objects inherit (C70)', () => {
    expect(read({}, { f: '/constructor/name', g: '/__proto__' })).toMatchObject({ summary: {} })
    expect(read(JSON.parse('{"__proto__":"own"}'), { g: '/__proto__' })).toMatchObject({ summary: { g: 'own' } })
  })

  it('reads ~01 as ~1, in the order of RFC 6901', () => {
    expect(read({ '~1': 'x', '/': 'y' }, { f: '/~01', g: '/~1' })).toMatchObject({ summary: { f: 'x', g: 'y' } })
  })

  it.each([null, 'text', 3, []])('leaves out every field when the predicate is %j (C75)', (predicate) => {
    expect(read(predicate, FIELDS)).toMatchObject({ summary: {} })
  })
})
