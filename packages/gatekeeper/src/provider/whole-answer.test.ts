import { type Found, identifyProfile, parsePolicy, profileOf } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { readKeys, type ValidationWorld, validationResponse } from './validation-response.ts'

const NOW = 1_763_812_800
const POLICY = parsePolicy(
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationPolicy',
    metadata: { name: 'base', revision: 1 },
    spec: {
      mode: 'enforce',
      images: ['ghcr.io/**'],
      require: [{ name: 'r', claim: 'review', from: ['a'], maxAge: '1h' }],
    },
  },
  NOW,
)
const WORLD: ValidationWorld = {
  profiles: new Map([['production', identifyProfile(profileOf([POLICY]), () => `sha256:${'a'.repeat(64)}`)]]),
  now: NOW,
  lifetime: 20,
}

const keyOf = (asks: string, reference = 'ghcr.io/acme/app', profile = 'production') =>
  JSON.stringify(['pawl.dev/gatekeeper/v1', asks, profile, reference])

describe('readKeys', () => {
  it('reads keys whose profiles are here', () => {
    expect(readKeys([keyOf('decision'), keyOf('document')], WORLD)).toHaveLength(2)
  })

  it('reads none when one of them is no key, or its profile is not here', () => {
    for (const other of ['x', keyOf('decision', 'a', 'staging'), keyOf('decision', 'a', '__proto__'), keyOf('x')]) {
      expect(readKeys([keyOf('decision'), other], WORLD)).toBeUndefined()
    }
    expect(readKeys([], WORLD)).toBeUndefined()
  })
})

describe('what ends a whole answer', () => {
  const keys = readKeys([keyOf('decision'), keyOf('decision', 'b')], WORLD) ?? []
  const refused: Found = { outcome: 'refused', code: 'image-unavailable' }
  const answer = (second: Found, world = WORLD) =>
    validationResponse(keys, ({ reference }) => (reference === 'b' ? second : refused), world).response

  it('gives an item for each key, in their order', () => {
    const { items, systemError } = answer(refused)
    expect(systemError).toBe('')
    expect(items.map(({ key }) => key)).toStrictEqual([keyOf('decision'), keyOf('decision', 'b')])
  })

  it('gives no item when one image is unanswered: its code', () => {
    expect(answer({ outcome: 'unanswered', code: 'source-unreachable' })).toStrictEqual({
      idempotent: true,
      items: [],
      systemError: 'source-unreachable',
    })
  })

  it('gives no item when a profile is not here: profile-unknown', () => {
    const { items, systemError } = answer(refused, { ...WORLD, profiles: new Map() })
    expect([items, systemError]).toStrictEqual([[], 'profile-unknown'])
  })

  it('gives no item when nothing was asked: request-malformed', () => {
    const { items, systemError } = validationResponse([], () => refused, WORLD).response
    expect([items, systemError]).toStrictEqual([[], 'request-malformed'])
  })
})
