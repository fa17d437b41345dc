import { randomBytes } from 'node:crypto'
import { type HashName, type KeyKind, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { isDerSignature } from './ecdsa-encoding.ts'
import { parsePublicKey } from './public-key.ts'
import { signatureVerifies, signatureVerifiesWith } from './verify-signature.ts'

const message = Buffer.from('the message')
const kinds: readonly KeyKind[] = ['ed25519', 'p256', 'p384', 'p521', 'rsa']

describe('signatureVerifies', () => {
  it.each([
    ['ed25519', undefined, true],
    ['p256', 'sha256', true],
    ['p256', 'sha384', false],
    ['p256', 'sha512', false],
    ['p384', 'sha256', true],
    ['p384', 'sha384', true],
    ['p384', 'sha512', false],
    ['p521', 'sha256', true],
    ['p521', 'sha384', false],
    ['p521', 'sha512', true],
    ['rsa', 'sha256', true],
    ['rsa', 'sha512', false],
  ] as const)('answers a signature by %s with %s: %s', (kind, hash, accepted) => {
    const key = testKey(kind)
    const trusted = parsePublicKey(key.publicPem)
    for (const encoding of kind.startsWith('p') ? (['der', 'p1363'] as const) : (['der'] as const)) {
      const options: { encoding: 'der' | 'p1363'; hash?: HashName } =
        hash === undefined ? { encoding } : { hash, encoding }
      const signature = key.sign(message, options)
      expect(signatureVerifies(trusted, message, signature), encoding).toBe(accepted)
      expect(signatureVerifies(trusted, Buffer.from('another'), signature)).toBe(false)
      expect(signatureVerifies(parsePublicKey(testKey(kind).publicPem), message, signature)).toBe(false)
    }
  })

  it.each(kinds)('rejects any bytes of any length when the key is %s, and throws nothing', (kind) => {
    const key = parsePublicKey(testKey(kind).publicPem)
    for (let length = 0; length < 300; length += 1) {
      expect(signatureVerifies(key, message, randomBytes(length))).toBe(false)
      expect(signatureVerifies(key, message, Buffer.alloc(length))).toBe(false)
    }
  })

  it('takes P1363 for messages only: a format with a fixed hash has DER', () => {
    const key = testKey('p256')
    const trusted = parsePublicKey(key.publicPem)
    const signature = key.sign(message, { encoding: 'p1363' })
    expect(signatureVerifies(trusted, message, signature)).toBe(true)
    expect(signatureVerifiesWith(trusted, 'sha256', message, signature)).toBe(false)
  })
})

describe('isDerSignature', () => {
  it.each([
    ['3006020101020101', true],
    ['3006020101020100', true],
    ['300702020001020101', false],
    ['3007020101020101ff', false],
    ['300602010102010100', false],
    ['308106020101020101', false],
    ['3006020181020101', false],
    ['3003020101', false],
    ['3009020101020101020101', false],
    ['', false],
  ])('answers %s: %s', (hex, accepted) => {
    expect(isDerSignature(Buffer.from(hex, 'hex'))).toBe(accepted)
  })

  it('rejects a padded twin of a good signature: two spellings would be two signatures', () => {
    const key = testKey('p256')
    const trusted = parsePublicKey(key.publicPem)
    const signature = key.sign(message)
    const [, length = 0, , first = 0] = signature
    const r = signature.subarray(4, 4 + first)
    const twin = Buffer.concat([
      Buffer.of(0x30, length + 1, 0x02, first + 1, 0x00),
      r,
      Buffer.from(signature).subarray(4 + first),
    ])
    expect(signatureVerifies(trusted, message, signature)).toBe(true)
    expect(signatureVerifies(trusted, message, twin)).toBe(false)
  })
})
