import { describe, expect, it } from 'vitest'
import { parseChallenges } from './challenge.ts'

const read = (header: string): unknown =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])

describe('parseChallenges', () => {
  it.each([
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"',
      [
        [
          'bearer',
          { realm: 'https://auth.docker.io/token', service: 'registry.docker.io', scope: 'repository:a/b:pull,push' },
        ],
      ],
    ],
    ['Basic realm="x"', [['basic', { realm: 'x' }]]],
    ['BASIC Realm = x', [['basic', { realm: 'x' }]]],
    ['Negotiate', [['negotiate', {}]]],
    [
      'Basic realm="a", Bearer realm="b" , service=c',
      [
        ['basic', { realm: 'a' }],
        ['bearer', { realm: 'b', service: 'c' }],
      ],
    ],
    ['Bearer realm="a\\"b\\\\c"', [['bearer', { realm: 'a"b\\c' }]]],
    ['', []],
    [' , ', []],
  ])('reads %j', (header, expected) => {
    expect(read(header)).toEqual(expected)
  })

  it.each([
    ['a parameter of nothing', 'realm="x"'],
    ['a parameter twice', 'Bearer realm="a",realm="b"'],
    ['a quote that does not end', 'Bearer realm="a'],
    ['a line', 'Bearer realm="a"\u0000'],
    ['4,097 characters', `Bearer realm="${'a'.repeat(4082)}"`],
    ['33 parts', `Bearer ${Array.from({ length: 32 }, (_, index) => `p${index}=x`).join(',')}`],
  ])('reads nothing where there is %s', (_, header) => {
    expect(read(header)).toEqual([])
  })

  it('takes no longer for a hostile header than for another (C66)', () => {
    for (const header of ['"'.repeat(4000), '\\"'.repeat(2000), 'a='.repeat(2000), `Bearer a="${'\\'.repeat(4000)}`]) {
      const begin = performance.now()
      parseChallenges(header)
      expect(performance.now() - begin).toBeLessThan(100)
    }
  })
})
