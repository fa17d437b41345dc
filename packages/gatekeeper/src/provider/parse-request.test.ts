import { LIMITS } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { parseProviderRequest } from './parse-request.ts'

const request = (keys: unknown): object => ({
  apiVersion: 'externaldata.gatekeeper.sh/v1beta1',
  kind: 'ProviderRequest',
  request: { keys },
})
const MALFORMED = { outcome: 'malformed', code: 'request-malformed' }

describe('parseProviderRequest', () => {
  it('gives the keys in their order', () => {
    expect(parseProviderRequest(request(['b', 'a']))).toStrictEqual({ outcome: 'asked', keys: ['b', 'a'] })
  })

  it('gives a key once that is asked twice', () => {
    expect(parseProviderRequest(request(['b', 'a', 'b']))).toStrictEqual({ outcome: 'asked', keys: ['b', 'a'] })
  })

  it('refuses when a key is no string, empty, or not there: request-malformed', () => {
    const holes: unknown[] = ['a']
    holes.length = 2
    for (const keys of [[], ['a', ''], ['a', 1], ['a', null], ['a', ['b']], ['a', {}], holes]) {
      expect(parseProviderRequest(request(keys))).toStrictEqual(MALFORMED)
    }
  })

  it('refuses when the keys are no list: request-malformed', () => {
    for (const keys of [undefined, null, 'a', { 0: 'a', length: 1 }, 1, true]) {
      expect(parseProviderRequest(request(keys))).toStrictEqual(MALFORMED)
    }
  })

  it('refuses when it is another kind, another version or nothing: request-malformed', () => {
    const good = request(['a'])
    expect(parseProviderRequest(good)).toMatchObject({ outcome: 'asked' })
    const others = [
      { ...good, kind: 'ProviderResponse' },
      { ...good, kind: undefined },
      { ...good, apiVersion: 'externaldata.gatekeeper.sh/v1alpha1' },
      { ...good, request: undefined },
      { ...good, request: ['a'] },
      { ...good, request: null },
    ]
    for (const other of [...others, undefined, null, [], [good], 'x', 1]) {
      expect(parseProviderRequest(other)).toStrictEqual(MALFORMED)
    }
  })

  it('refuses when more is asked than a document has images: limit-exceeded', () => {
    const keys = (count: number) => Array.from({ length: count }, (_, index) => `key ${index}`)
    expect(parseProviderRequest(request(keys(LIMITS.images)))).toMatchObject({ outcome: 'asked' })
    expect(parseProviderRequest(request(keys(LIMITS.images + 1)))).toStrictEqual({
      outcome: 'malformed',
      code: 'limit-exceeded',
    })
    expect(parseProviderRequest(request([...keys(LIMITS.images), 'key 0']))).toMatchObject({ outcome: 'asked' })
  })
})
