import { describe, expect, it } from 'vitest'
import { identifyAlone } from '../identify-policy.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import { decide } from './decide.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`

function verdict(test: Record<string, unknown>, summary: unknown, entry: Record<string, unknown> = {}): string {
  const policy = parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: 'p', revision: 1 },
      spec: {
        mode: 'enforce',
        images: ['**'],
        require: [{ name: 'r', claim: 't', from: ['a'], maxAge: 'unlimited', where: [{ field: 'f', ...test }] }],
      },
    },
    NOW,
  )
  const document = {
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationInput',
    now: NOW,
    images: [
      {
        reference: 'ghcr.io/acme/app',
        repository: 'ghcr.io/acme/app',
        name: 'app',
        digest: DIGEST,
        verifiedAt: NOW,
        validUntil: NOW + 300,
        claims: [{ type: 't', attester: 'a', statementDigest: DIGEST, summary }],
        ...entry,
      },
    ],
  }
  return decide(
    document,
    identifyAlone(policy, () => DIGEST),
  ).decision
}

const GITHUB = 'https://github.com/acme/{name}'
const MAX = 2 ** 53 - 1

/** Test, a value that passes, and values that do not, most of them one fact away. */
const ROWS: readonly (readonly [string, Record<string, unknown>, readonly unknown[], readonly unknown[]])[] = [
  ['equals text', { equals: '3' }, ['3'], [3, '3 ', '03', true, ['3'], '', null, false]],
  ['equals an integer', { equals: 3 }, [3, 3.0], ['3', 3.5, 4, true, [3], 1e300]],
  ['equals 1', { equals: 1 }, [1], [true, '1', 0]],
  ['equals 0', { equals: 0 }, [0, -0], ['', false, null, '0', []]],
  ['equals true', { equals: true }, [true], ['true', 1, false, null, [true], {}]],
  ['equals text by code point', { equals: 'caf\u00e9' }, ['caf\u00e9'], ['cafe\u0301', 'CAF\u00c9', 'caf\u00e9\n']],
  ['equals the greatest integer', { equals: MAX }, [MAX], [2 ** 53, MAX - 1]],
  ['in', { in: ['a', 3, true] }, ['a', 3, true], ['A', '3', 'true', 1, ['a'], 'a,3', null]],
  [
    'glob',
    { glob: 'https://github.com/acme/*' },
    ['https://github.com/acme/app', 'https://github.com/acme/'],
    [
      'https://github.com/acme/a/b',
      'https://github.com/acme-evil/a',
      'https://evil/?https://github.com/acme/a',
      ['https://github.com/acme/app'],
      3,
    ],
  ],
  ['glob over newlines', { glob: '**' }, ['', 'a\nb', '\u2028'], [3, true, [], null]],
  [
    'contains',
    { contains: 'a' },
    [['a'], ['b', 'a'], ['a', 1, null]],
    ['a', 'abc', [], ['A'], ['ab'], { a: 'a' }, { 0: 'a', length: 1 }],
  ],
  [
    'containsAll',
    { containsAll: ['a', 'b'] },
    [
      ['b', 'a'],
      ['a', 'b', 'c'],
    ],
    [['a'], ['b'], [], 'ab', ['a', ['b']], 'a,b'],
  ],
  ['atLeast', { atLeast: 3 }, [3, 4, MAX], [2, '3', 3.5, 2 ** 53, true, [3], 1e300, null]],
  ['atLeast a negative', { atLeast: -2 }, [-2, 0], [-3, '', null, false, []]],
  ['atMost', { atMost: 0 }, [0, -1], [1, '', null, false, [], '0', -0.5, -1e300]],
  ['exists', { exists: true }, [true, '', 0, 'x', [], ['a']], [null, false, 1.5, {}, 2 ** 53]],
  [
    'within',
    { within: '1h' },
    [NOW, NOW - 3600, NOW + 300],
    [NOW - 3601, NOW + 301, String(NOW), NOW + 0.5, true, [NOW], -1, MAX],
  ],
  [
    'equals {name}',
    { equals: GITHUB },
    ['https://github.com/acme/app'],
    [
      'https://github.com/acme/{name}',
      'https://github.com/acme/',
      'https://github.com/acme/app2',
      ['https://github.com/acme/app'],
    ],
  ],
  [
    'equals {repository}',
    { equals: '{repository}' },
    ['ghcr.io/acme/app'],
    ['{repository}', 'app', 'ghcr.io/acme/APP'],
  ],
  [
    'equals both',
    { equals: '{repository}@{name}!' },
    ['ghcr.io/acme/app@app!'],
    ['ghcr.io/acme/app@app', 'app@ghcr.io/acme/app!'],
  ],
]

describe('a test of one field', () => {
  it.each(ROWS.flatMap(([name, test, passing]) => passing.map((value) => [name, value, test] as const)))(
    'allows %s when the field is %j',
    (_, value, test) => {
      expect(verdict(test, { f: value })).toBe('allow')
    },
  )

  it.each(ROWS.flatMap(([name, test, , failing]) => failing.map((value) => [name, value, test] as const)))(
    'denies %s when the field is %j: field-mismatch',
    (_, value, test) => {
      expect(verdict(test, { f: value })).toBe('deny')
    },
  )

  it.each(ROWS)('denies %s when the field is absent, inherited or spelt otherwise: field-absent (C106)', (_, test) => {
    expect(verdict(test, {})).toBe('deny')
    expect(verdict(test, { F: true })).toBe('deny')
    expect(verdict(test, [true])).toBe('deny')
  })

  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'denies a test of %s when no summary has that field: what objects inherit is no field (C70)',
    (field) => {
      expect(verdict({ field, exists: true }, {})).toBe('deny')
      expect(verdict({ field, exists: true }, { [field]: 'x' })).toBe('allow')
    },
  )

  it.each([undefined, null, 3, ['app'], {}])('denies {name} when the entry has the name %j', (name) => {
    expect(verdict({ equals: GITHUB }, { f: 'https://github.com/acme/app' }, { name })).toBe('deny')
    expect(verdict({ equals: GITHUB }, { f: `https://github.com/acme/${String(name)}` }, { name })).toBe('deny')
  })

  it('denies within when the field is in the future of verifiedAt, whatever now says: field-in-future', () => {
    expect(verdict({ within: '1h' }, { f: NOW - 99 }, { verifiedAt: NOW - 399 })).toBe('allow')
    expect(verdict({ within: '1h' }, { f: NOW - 98 }, { verifiedAt: NOW - 399 })).toBe('deny')
  })
})
