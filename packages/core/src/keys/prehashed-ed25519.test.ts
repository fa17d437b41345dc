import { ed25519ph } from '@noble/curves/ed25519.js'
import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { prehashedVerifies } from './prehashed-ed25519.ts'
import { type PublicKey, parsePublicKey } from './public-key.ts'

const ABC = Buffer.from('abc')
// RFC 8032 7.3, "TEST abc"; Go's crypto/ed25519 gives the same.
const POINT = 'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf'
const SIGNATURE = Buffer.from(
  '98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae4131f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406',
  'hex',
)
const spki = Buffer.from(`302a300506032b6570032100${POINT}`, 'hex').toString('base64')
const key = parsePublicKey(`-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----\n`)

describe('prehashedVerifies', () => {
  it('believes the signature of RFC 8032 7.3', () => {
    expect(prehashedVerifies(key, ABC, SIGNATURE)).toBe(true)
  })

  it('believes it with no other byte anywhere', () => {
    expect(prehashedVerifies(key, Buffer.from('abd'), SIGNATURE)).toBe(false)
    for (let index = 0; index < SIGNATURE.length; index += 1) {
      const other = Buffer.from(SIGNATURE)
      other[index] = (other[index] ?? 0) ^ 1
      expect(prehashedVerifies(key, ABC, other), `byte ${index}`).toBe(false)
    }
  })

  it.each([0, 63, 65, 10_000])('believes nothing of %i bytes, and throws nothing', (length) => {
    expect(prehashedVerifies(key, ABC, Buffer.alloc(length))).toBe(false)
  })

  it('believes no pure signature, and no key of another kind', () => {
    const pure = testKey('ed25519')
    expect(prehashedVerifies(parsePublicKey(pure.publicPem), ABC, pure.sign(ABC))).toBe(false)
    const other: PublicKey = { ...key, kind: 'p256' }
    expect(prehashedVerifies(other, ABC, SIGNATURE)).toBe(false)
  })

  it('believes no point of small order, which signs everything in a lax reading', () => {
    // The neutral element as key and as R, S = 0: the equation holds for every message where small orders are let in.
    const neutral = Buffer.from(`01${'00'.repeat(31)}`, 'hex')
    const forged: PublicKey = { ...key, spki: Buffer.concat([Buffer.alloc(12), neutral]) }
    const signature = Buffer.concat([neutral, Buffer.alloc(32)])
    expect(ed25519ph.verify(signature, ABC, neutral, { zip215: true })).toBe(true)
    expect(prehashedVerifies(forged, ABC, signature)).toBe(false)
  })
})
