import { describe, expect, it } from 'vitest'
import { parseKyvernoRequest } from './parse-request.ts'

const SCHEMA = 'pawl.dev/kyverno/v1'
const ASKED = {
  schema: SCHEMA,
  asks: 'decision',
  profile: 'production',
  nonce: 'uid',
  images: ['ghcr.io/a/b:1', 'x/y'],
}
const read = (change: object = {}) => parseKyvernoRequest({ ...ASKED, ...change }, 'decision')

const MALFORMED = { outcome: 'malformed', code: 'request-malformed' }

describe('a request', () => {
  it('is read with what it asks, about what, by which profile and for which review', () => {
    expect(read()).toStrictEqual({
      outcome: 'asked',
      asked: { asks: 'decision', profile: 'production', nonce: 'uid', images: ['ghcr.io/a/b:1', 'x/y'] },
    })
  })

  it('may have members that nobody asks for, no profile and no nonce', () => {
    expect(read({ more: 1, profile: '', nonce: '' })).toMatchObject({ asked: { profile: '', nonce: '' } })
  })

  it.each(['document', 'pin'] as const)('is read by its own route alone: request-malformed', (asks) => {
    expect(parseKyvernoRequest({ ...ASKED, asks }, asks)).toMatchObject({ outcome: 'asked', asked: { asks } })
    expect(parseKyvernoRequest(ASKED, asks)).toStrictEqual(MALFORMED)
  })

  it.each([
    ['another schema', { schema: 'pawl.dev/kyverno/v2' }],
    ['no schema', { schema: undefined }],
    ['another question', { asks: 'all' }],
    ['no question', { asks: undefined }],
    ['a profile that is no text', { profile: null }],
    ['no profile at all', { profile: undefined }],
    ['a nonce that is no text', { nonce: 1 }],
    ['no nonce at all', { nonce: undefined }],
    ['no images', { images: [] }],
    ['images that are no list', { images: 'x/y' }],
    ['images that are null', { images: null }],
    ['an image that is no text', { images: ['x/y', 1] }],
    ['an image without a name', { images: ['x/y', ''] }],
    ['an image twice', { images: ['x/y', 'x/y'] }],
    // An array with a hole, which `every` steps over.
    ['a hole', { images: Object.assign(['x/y'], { length: 2 }) }],
    ['images and places', { places: [{ field: 'containers', name: 'a', reference: 'x/y' }] }],
    ['neither images nor places', { images: undefined }],
  ])('is refused with %s: request-malformed', (_, change) => {
    expect(read(change)).toStrictEqual(MALFORMED)
  })

  it.each([undefined, null, 'x', 1, true, [], [ASKED]])('is no %j: request-malformed', (value) => {
    expect(parseKyvernoRequest(value, 'decision')).toStrictEqual(MALFORMED)
  })

  it('has texts that are bounded: request-malformed', () => {
    const [most, more] = ['x'.repeat(512), 'x'.repeat(513)]
    expect(read({ profile: most, nonce: most })).toMatchObject({ outcome: 'asked' })
    expect(read({ profile: more })).toStrictEqual(MALFORMED)
    expect(read({ nonce: more })).toStrictEqual(MALFORMED)
  })

  it('asks about at most as many images as a document has: limit-exceeded', () => {
    const images = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `x/y:${index}`)
    expect(read({ images: images(64) })).toMatchObject({ outcome: 'asked' })
    expect(read({ images: images(65) })).toStrictEqual({ outcome: 'malformed', code: 'limit-exceeded' })
  })
})

describe('places', () => {
  const place = (reference: string, name = 'app', field = 'containers') => ({ field, name, reference })
  const sent = (places: unknown, old: unknown, operation: unknown) =>
    read({ images: undefined, places, old, operation })

  it('are read as the references in them', () => {
    expect(sent([place('x/y'), place('a/b', 'b')], [], 'CREATE')).toMatchObject({ asked: { images: ['a/b', 'x/y'] } })
  })

  it('may all carry forward, and then nothing is left to judge', () => {
    expect(sent([place('x/y')], [place('x/y')], 'UPDATE')).toMatchObject({ asked: { images: [] } })
  })

  it('are a question only where there is one: request-malformed', () => {
    for (const places of [[], undefined, null, 'x', {}]) expect(sent(places, [], 'CREATE')).toStrictEqual(MALFORMED)
  })

  it('hold at most as many references as a document has images: limit-exceeded', () => {
    const places = (count: number) => Array.from({ length: count }, (_, index) => place(`x/y:${index}`, `c${index}`))
    expect(sent(places(64), [], 'CREATE')).toMatchObject({ outcome: 'asked' })
    expect(sent(places(65), [], 'CREATE')).toStrictEqual({ outcome: 'malformed', code: 'limit-exceeded' })
  })
})
