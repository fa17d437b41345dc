import { ConfigurationInvalid } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { parsePolicy } from '../language/parse-policy.ts'
import { parseCompiledPolicy } from './parse-compiled-policy.ts'

// biome-ignore lint/suspicious/noExplicitAny: a normal form that is broken on purpose has no type
type Loose = any

const written = {
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationPolicy',
  metadata: { name: 'p', revision: 3 },
  spec: {
    mode: 'enforce',
    images: ['ghcr.io/acme/**'],
    require: [
      {
        name: 'one',
        anyOf: [
          {
            claim: 'scan',
            from: ['s', 'z'],
            count: 2,
            maxAge: '24h',
            where: [
              { field: 'a', in: ['x', 3, true] },
              { field: 'b', equals: 'https://github.com/acme/{name}' },
              { field: 'c', glob: 'a*' },
              { field: 'd', containsAll: ['x', 'y'] },
              { field: 'e', atLeast: 3 },
              { field: 'f', within: '48h' },
              { field: 'g', exists: true },
            ],
            with: { claim: 'review', from: ['r'], maxAge: 'unlimited', covers: { a: 'b' }, equal: { c: 'd' } },
          },
          { claim: 't', from: ['a'], maxAge: '1s' },
        ],
      },
      { name: 'two', claim: 't', from: ['a'], maxAge: '1s' },
    ],
  },
}
const good = (): Loose => JSON.parse(JSON.stringify(parsePolicy(written, 1_763_812_800)))

/** The place and the words of the one problem. */
function problemOf(value: unknown): string {
  try {
    parseCompiledPolicy(value)
    return 'accepted'
  } catch (error) {
    if (!(error instanceof ConfigurationInvalid)) throw error
    return error.problems.map(({ at, message }) => `${at} ${message}`).join('; ')
  }
}

const LEAF = { level: 0, claim: 't', from: ['a'], count: 1, maxAge: 1, where: [] }

// Nodes of `good`: 0 the scan, 1 and 3 leaves, 2 the group of 0 and 1. Requirements: one is node 2, two is node 3.
const EDITS: readonly (readonly [string, (policy: Loose) => unknown, string])[] = [
  ['an edited re2 of an image', (p) => (p.images[0].re2 = '(?s)^.*$'), 'images[0].re2 is not what its glob says'],
  ['an edited glob of an image', (p) => (p.images[0].glob = '**'), 'images[0].re2 is not what its glob says'],
  [
    'an edited re2 of a test',
    (p) => (p.nodes[0].where[2].re2 = '(?s)^.*$'),
    'nodes[0].where[2].re2 is not what its glob says',
  ],
  ['three stars', (p) => (p.images[0] = { glob: '***', re2: '(?s)^.*[^/]*$' }), 'images[0].glob is not a pattern'],
  [
    'a reference to itself',
    (p) => (p.nodes[2].any = [0, 2]),
    'nodes[2].any points to a node that does not stand before it',
  ],
  [
    'a forward reference',
    (p) => (p.nodes[2].any = [0, 3]),
    'nodes[2].any points to a node that does not stand before it',
  ],
  ['a negative reference', (p) => (p.nodes[2].any = [-1]), 'nodes[2].any is negative'],
  ['a reference twice', (p) => (p.nodes[2].any = [0, 0]), 'nodes[2].any has an element twice'],
  ['an empty group', (p) => (p.nodes[2].any = []), 'nodes[2].any does not have 1 to 64 elements'],
  ['an empty allOf (C110)', (p) => (p.nodes[2] = { level: 1, all: [] }), 'nodes[2].all does not have 1 to 64 elements'],
  ['a level too low', (p) => (p.nodes[2].level = 0), 'nodes[2].level is not one more than that of its deepest member'],
  ['a level too high', (p) => (p.nodes[2].level = 2), 'nodes[2].level is not one more than that of its deepest member'],
  ['a leaf of level 1', (p) => (p.nodes[1].level = 1), 'nodes[1].level is not 0'],
  ['a leaf that is a group too', (p) => (p.nodes[1].any = [0]), 'nodes[1] has a member that is not known here'],
  ['an unknown member at the top', (p) => (p.unmatched = 'allow'), 'policy has a member that is not known here'],
  ['an unknown member of a node', (p) => (p.nodes[1].optional = true), 'nodes[1] has a member that is not known here'],
  [
    'an unknown member of a test',
    (p) => (p.nodes[0].where[0].not = 1),
    'nodes[0].where[0] has a member that is not known here',
  ],
  [
    'a member of another operator',
    (p) => (p.nodes[0].where[6].value = 1),
    'nodes[0].where[6] has a member that is not known here',
  ],
  ['an unknown operator', (p) => (p.nodes[0].where[6].op = 'absent'), 'nodes[0].where[6].op is not an operator'],
  ['an inherited operator', (p) => (p.nodes[0].where[6].op = 'constructor'), 'nodes[0].where[6].op is not an operator'],
  ['an attester twice', (p) => (p.nodes[0].from = ['s', 's']), 'nodes[0].from has an element twice'],
  ['nobody in from', (p) => (p.nodes[1].from = []), 'nodes[1].from does not have 1 to 64 elements'],
  ['a value twice', (p) => (p.nodes[0].where[0].values = ['x', 'x']), 'nodes[0].where[0] has an element twice'],
  ['no values', (p) => (p.nodes[0].where[3].values = []), 'nodes[0].where[3].values does not have 1 to 64 elements'],
  [
    'a value false',
    (p) => (p.nodes[0].where[0].values = [false]),
    'nodes[0].where[0].values is not a string of 1 to 256 characters',
  ],
  ['a value 1.5', (p) => (p.nodes[0].where[0].values = [1.5]), 'nodes[0].where[0].values is not an integer'],
  [
    'an unknown placeholder',
    (p) => (p.nodes[0].where[1].parts[1].image = 'digest'),
    'nodes[0].where[1].parts is neither {name} nor {repository}',
  ],
  ['a count of 0', (p) => (p.nodes[1].count = 0), 'nodes[1].count is not 1 to the number of attesters'],
  ['a count above from', (p) => (p.nodes[1].count = 2), 'nodes[1].count is not 1 to the number of attesters'],
  ['a count that is NaN', (p) => (p.nodes[1].count = Number.NaN), 'nodes[1].count is not an integer'],
  ['no maxAge', (p) => delete p.nodes[1].maxAge, 'nodes[1].maxAge is not an integer'],
  ['a negative maxAge', (p) => (p.nodes[1].maxAge = -1), 'nodes[1].maxAge is not 1 second to 100 years'],
  ['a partner without covers', (p) => delete p.nodes[0].with.covers, 'nodes[0].with.covers is not a list'],
  ['a pair of three', (p) => p.nodes[0].with.covers[0].push('x'), 'nodes[0].with.covers does not have 2 to 2 elements'],
  ['a partner that is null', (p) => (p.nodes[0].with = null), 'nodes[0].with is not an object'],
  ['a requirement twice', (p) => (p.requirements[1].name = 'one'), 'requirements have a name twice'],
  ['no requirement', (p) => (p.requirements = []), 'requirements does not have 1 to 64 elements'],
  ['a requirement of no node', (p) => (p.requirements[1].node = 4), 'requirements[1].node is not a node'],
  [
    'a requirement in upper case',
    (p) => (p.requirements[1].name = 'Two'),
    'requirements[1].name is not a requirement name',
  ],
  ['no nodes', (p) => (p.nodes = []), 'nodes does not have 1 to 256 elements'],
  ['no images', (p) => (p.images = []), 'images does not have 1 to 64 elements'],
  ['another mode', (p) => (p.mode = 'off'), 'mode is not enforce, warn or audit'],
  ['another version', (p) => (p.apiVersion = 'pawl.dev/v2'), 'apiVersion is not pawl.dev/v1'],
  ['the written kind', (p) => (p.kind = 'AttestationPolicy'), 'kind is not CompiledPolicy'],
]

describe('parseCompiledPolicy', () => {
  it('accepts what the compiler made, and gives the same', () => {
    expect(parseCompiledPolicy(good())).toStrictEqual(good())
  })

  it.each(EDITS)('rejects %s: policy-invalid', (_, edit, problem) => {
    const policy = good()
    edit(policy)
    expect(problemOf(policy)).toBe(problem)
  })

  it('accepts four levels and rejects a fifth: policy-invalid', () => {
    const chain = (levels: number): Loose[] => [
      LEAF,
      ...Array.from({ length: levels }, (_, n) => ({ level: n + 1, all: [n] })),
    ]
    const policy = (levels: number): unknown => ({
      ...good(),
      nodes: chain(levels),
      requirements: [{ name: 'r', node: levels }],
    })
    expect(problemOf(policy(4))).toBe('accepted')
    expect(problemOf(policy(5))).toBe('nodes[5] is nested deeper than four groups')
  })

  it('accepts 128 leaves and rejects 129: policy-invalid', () => {
    const policy = (leaves: number): unknown => ({
      ...good(),
      nodes: Array.from({ length: leaves }, () => LEAF),
      requirements: [{ name: 'r', node: 0 }],
    })
    expect(problemOf(policy(128))).toBe('accepted')
    expect(problemOf(policy(129))).toBe(
      'nodes have more than 128 leaves (claims that are required, in all): make two policies of it',
    )
  })

  it('accepts 65,536 bytes of canonical JSON and rejects one more: policy-invalid', () => {
    const node = (values: readonly string[]): Loose => ({ ...LEAF, where: [{ field: 'f', op: 'in', values }] })
    const policy = (fill: number): Loose => {
      const values = Array.from({ length: 63 }, (_, n) => `${n}`.padEnd(250, 'x'))
      const nodes = [values, values, values, values, values.slice(0, 3), ['y'.repeat(fill)]].map(node)
      return { ...good(), nodes, requirements: [{ name: 'r', node: 0 }] }
    }
    const fill = 65_536 - Buffer.byteLength(JSON.stringify(policy(0)))
    expect(problemOf(policy(fill))).toBe('accepted')
    expect(problemOf(policy(fill + 1))).toBe(
      'policy is larger than 64 KiB in its normal form: make two policies of it, which join by AND',
    )
  })

  // A duration is at most 100 years (model, "Claim types"), in seconds 3,155,760,000. It is not bounded here today.
  it('rejects an age over 100 years: policy-invalid', () => {
    const policy = good()
    policy.nodes[1].maxAge = 3_155_760_001
    expect(problemOf(policy)).not.toBe('accepted')
  })
})
