import { describe, expect, it } from 'vitest'
import { configurationProblems } from './configuration-problem.ts'

const NOTHING = { schema: {}, absent: new Map<string, string>() }

describe('configurationProblems', () => {
  it('names the place and says it plainly when a member is wrong', () => {
    expect(
      configurationProblems(
        [
          {
            path: ['spec', 'require', 0, 'where', 1, 'field'],
            message: 'Invalid input: expected string, received number',
          },
        ],
        NOTHING,
      ),
    ).toStrictEqual([
      { at: 'spec.require[0].where[1].field', message: 'is a number: write text, in quotes if it is meant as text' },
    ])
  })

  it('says that a member is missing when there is none', () => {
    expect(
      configurationProblems(
        [{ path: ['spec'], message: 'Invalid input: expected object, received undefined' }],
        NOTHING,
      ),
    ).toStrictEqual([{ at: 'spec', message: 'is missing: write it here' }])
  })

  it('names each member when several are not known', () => {
    expect(
      configurationProblems([{ code: 'unrecognized_keys', path: ['spec'], keys: ['a', 'b'], message: 'x' }], NOTHING),
    ).toStrictEqual([
      { at: 'spec.a', message: 'is not a member that is known here', member: true },
      { at: 'spec.b', message: 'is not a member that is known here', member: true },
    ])
  })

  it('says which member was meant, or which there are, in words of the schema alone', () => {
    const schema = { properties: { spec: { properties: { require: {}, images: {} } } } }
    const issue = { code: 'unrecognized_keys', path: ['spec'], keys: ['requires', 'x'], message: 'x' }
    expect(configurationProblems([issue], { schema, absent: new Map() })).toStrictEqual([
      { at: 'spec.requires', message: 'is not a member that is known here, did you mean require?', member: true },
      { at: 'spec.x', message: 'is not a member that is known here; known are require, images', member: true },
    ])
  })

  it('quotes and escapes a member when it is no plain word (C96)', () => {
    expect(
      configurationProblems(
        [{ code: 'unrecognized_keys', path: [], keys: ['a.b', '\u001b[31m\n'], message: 'x' }],
        NOTHING,
      ),
    ).toStrictEqual([
      { at: '"a.b"', message: 'is not a member that is known here', member: true },
      { at: '"\\u001b[31m\\n"', message: 'is not a member that is known here', member: true },
    ])
  })

  const schema = {
    properties: { spec: { properties: { require: {}, mode: {} } }, kind: {}, where: { properties: { field: {} } } },
  }
  const strange = (path: readonly string[], ...keys: readonly string[]) => ({
    code: 'unrecognized_keys',
    path,
    keys,
    message: 'x',
  })

  it('says why a member is not there on purpose', () => {
    const absent = new Map([['latest', 'is not a member, on purpose']])
    expect(configurationProblems([strange(['spec'], 'Latest')], { schema, absent })).toStrictEqual([
      { at: 'spec.Latest', message: 'is not a member, on purpose', member: true },
    ])
  })

  it('says where a member belongs when it is known one level deeper, and what a merge key is', () => {
    expect(configurationProblems([strange([], 'mode', '<<')], { schema, absent: new Map() })).toStrictEqual([
      { at: 'mode', message: 'is not a member that is known here: it belongs under spec, indent it', member: true },
      { at: '"<<"', message: 'is a merge key, which is not read here: write the members out', member: true },
    ])
  })

  it('does not say of a misspelt member that it is missing as well', () => {
    const missing = (member: string) => ({ path: ['spec', member], message: 'is missing: name it' })
    const issues = [strange(['spec'], 'requires'), missing('require'), missing('mode')]
    expect(configurationProblems(issues, { schema, absent: new Map() }).map(({ at }) => at)).toStrictEqual([
      'spec.requires',
      'spec.mode',
    ])
  })

  it('says of a file of another kind nothing but that', () => {
    const issues = [
      { path: ['spec', 'mode'], message: 'is not a mode' },
      { path: ['kind'], message: 'is not AttestationPolicy' },
    ]
    expect(configurationProblems(issues, NOTHING)).toStrictEqual([{ at: 'kind', message: 'is not AttestationPolicy' }])
  })

  it('gives the words about the name of an entry', () => {
    const inner = { path: [], message: 'is not a field name' }
    const issue = { code: 'invalid_key', path: ['spec', 'a-b'], message: 'Invalid key in record', issues: [inner] }
    expect(configurationProblems([issue], NOTHING)).toStrictEqual([
      { at: 'spec."a-b"', message: 'is not a field name', member: true },
    ])
  })
})
