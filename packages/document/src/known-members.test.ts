import { describe, expect, it } from 'vitest'
import { knownMembers } from './known-members.ts'

const SCHEMA = {
  properties: {
    spec: { properties: { require: { items: { allOf: [{ $ref: '#/$defs/node' }, { properties: { name: {} } }] } } } },
    loop: { $ref: '#/properties/loop' },
  },
  $defs: { node: { properties: { claim: {}, anyOf: { items: { $ref: '#/$defs/node' } } } } },
}

describe('knownMembers', () => {
  it.each([
    [[], ['spec', 'loop']],
    [['spec'], ['require']],
    [
      ['spec', 'require', 3],
      ['claim', 'anyOf', 'name'],
    ],
    [
      ['spec', 'require', 3, 'anyOf', 0, 'anyOf', 1],
      ['claim', 'anyOf'],
    ],
    [['spec', 'other'], []],
    [['spec', 'toString'], []],
    [['loop'], []],
    [[0], []],
  ])('at %j are %j', (path, members) => {
    expect(knownMembers(SCHEMA, path)).toStrictEqual(members)
  })

  it.each([null, 3, 'x', [], {}])('are none in %j, which is no schema', (schema) => {
    expect(knownMembers(schema, ['a', 0])).toStrictEqual([])
  })
})
