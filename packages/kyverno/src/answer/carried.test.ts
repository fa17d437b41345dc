import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgedReferences } from './carried.ts'

const place = (reference: string, name = 'app', field = 'containers') => ({ field, name, reference })
const judged = (places: unknown, old: unknown, operation: unknown = 'UPDATE') =>
  judgedReferences({ places, old, operation })

describe('an image that stood at the same place of the old object', () => {
  it('carries forward when an object is updated', () => {
    expect(judged([place('x/y'), place('a/b', 'b')], [place('x/y')])).toStrictEqual(['a/b'])
  })

  it.each([
    ['by another operation', [place('x/y')], 'CREATE'],
    ['by an operation in other letters', [place('x/y')], 'update'],
    ['by no operation', [place('x/y')], null],
    ['with another reference', [place('x/z')], 'UPDATE'],
    ['with a reference that begins alike', [place('x/y:1')], 'UPDATE'],
    ['under another name', [place('x/y', 'other')], 'UPDATE'],
    ['in another field', [place('x/y', 'app', 'initContainers')], 'UPDATE'],
    ['in a list that was empty', [], 'UPDATE'],
    ['in a list that is none', 'x', 'UPDATE'],
    ['in no list', undefined, 'UPDATE'],
    ['in a list with something else in it', [place('x/y'), { field: 'containers' }], 'UPDATE'],
  ])('is judged when it stood there %s', (_, old, operation) => {
    expect(judged([place('x/y')], old, operation)).toStrictEqual(['x/y'])
  })

  it('is judged when it stands at another place too', () => {
    expect(judged([place('x/y'), place('x/y', 'second')], [place('x/y')])).toStrictEqual(['x/y'])
  })

  // Three texts joined by a sign could be three other texts.
  it('is another one where the parts are cut elsewhere', () => {
    expect(judged([place('y', 'a","x')], [place('x","y', 'a')])).toStrictEqual(['y'])
    expect(judged([place('c', 'b', 'a')], [place('c', '', 'a,b')])).toStrictEqual(['c'])
  })
})

describe('places', () => {
  it('give each reference once, in an order of their own', () => {
    expect(judged([place('x/y', 'b'), place('a/b'), place('x/y', 'c')], [])).toStrictEqual(['a/b', 'x/y'])
  })

  it.each([
    ['no list', 'x'],
    ['nothing', undefined],
    ['an empty list', []],
    ['a place that is none', [place('x/y'), null]],
    ['a place that is text', ['x/y']],
    ['a place without a field', [place('x/y', 'app', '')]],
    ['a place without a name', [place('x/y', '')]],
    ['a place without a reference', [place('')]],
    ['a reference that is no text', [{ ...place('x/y'), reference: 1 }]],
    ['a name that is no text', [{ ...place('x/y'), name: undefined }]],
    // An array with a hole, which `every` steps over.
    ['a hole', Object.assign([place('x/y')], { length: 2 })],
  ])('are none with %s, whatever stood there', (_, places) => {
    expect(judged(places, places)).toBeUndefined()
  })
})

describe('the law of what carries forward', () => {
  const word = fc.constantFrom('a', 'b', 'c')
  const places = fc.array(fc.record({ field: word, name: word, reference: word }), { minLength: 1, maxLength: 6 })
  const operation = fc.constantFrom('UPDATE', 'CREATE', 'DELETE', '')

  it('leaves out a reference only where each of its places stood with it', () => {
    fc.assert(
      fc.property(places, places, operation, (now, old, how) => {
        const left = judged(now, old, how) ?? []
        for (const each of now) {
          if (left.includes(each.reference)) continue
          expect(how).toBe('UPDATE')
          expect(old).toContainEqual(each)
        }
        for (const each of left) expect(now.map(({ reference }) => reference)).toContain(each)
      }),
    )
  })

  it('judges no less when less stood there', () => {
    fc.assert(
      fc.property(places, places, fc.nat(5), (now, old, index) => {
        const more = judged(now, old) ?? []
        const less = judged(now, old.toSpliced(index, 1)) ?? []
        expect(less).toEqual(expect.arrayContaining([...more]))
      }),
    )
  })
})
