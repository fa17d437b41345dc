import { describe, expect, it } from 'vitest'
import { configurationProblems } from './configuration-problem.ts'

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
        {},
      ),
    ).toStrictEqual([{ at: 'spec.require[0].where[1].field', message: 'expected string, received number' }])
  })

  it('says that a member is missing when there is none', () => {
    expect(
      configurationProblems([{ path: ['spec'], message: 'Invalid input: expected object, received undefined' }], {}),
    ).toStrictEqual([{ at: 'spec', message: 'is missing' }])
  })

  it('names each member when several are not known', () => {
    expect(
      configurationProblems([{ code: 'unrecognized_keys', path: ['spec'], keys: ['a', 'b'], message: 'x' }], {}),
    ).toStrictEqual([
      { at: 'spec.a', message: 'is not a member that is known here' },
      { at: 'spec.b', message: 'is not a member that is known here' },
    ])
  })

  it('says which member was meant, or which there are, in words of the schema alone', () => {
    const schema = { properties: { spec: { properties: { require: {}, images: {} } } } }
    const issue = { code: 'unrecognized_keys', path: ['spec'], keys: ['requires', 'x'], message: 'x' }
    expect(configurationProblems([issue], schema)).toStrictEqual([
      { at: 'spec.requires', message: 'is not a member that is known here, did you mean require?' },
      { at: 'spec.x', message: 'is not a member that is known here; known are require, images' },
    ])
  })

  it('quotes and escapes a member when it is no plain word (C96)', () => {
    expect(
      configurationProblems([{ code: 'unrecognized_keys', path: [], keys: ['a.b', '\u001b[31m\n'], message: 'x' }], {}),
    ).toStrictEqual([
      { at: '"a.b"', message: 'is not a member that is known here' },
      { at: '"\\u001b[31m\\n"', message: 'is not a member that is known here' },
    ])
  })
})
