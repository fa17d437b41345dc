import { createHash, createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type HashName, type KeyKind, keyFromPem, testKey } from './test-key.ts'

const bytes = Buffer.from('bytes')
const kinds: readonly KeyKind[] = ['ed25519', 'p256', 'p384', 'p521', 'rsa']
const hashes: readonly HashName[] = ['sha256', 'sha384', 'sha512']
const ecdsa = (['p256', 'p384', 'p521'] as const).flatMap((kind) => hashes.map((hash) => ({ kind, hash })))

describe('testKey', () => {
  it.each(kinds)('signs what its public key verifies when of kind %s', (kind) => {
    const key = testKey(kind)
    expect(verify(kind === 'ed25519' ? null : 'sha256', bytes, key.publicPem, key.sign(bytes))).toBe(true)
  })

  it.each(kinds)('is the same key when read back from its PEM: %s', (kind) => {
    const key = testKey(kind)
    const { sign: _, ...read } = keyFromPem(key.privatePem)
    const { sign: __, ...made } = key
    expect(read).toEqual(made)
  })

  it.each(ecdsa)('signs in both encodings when the curve is $kind and the hash $hash', ({ kind, hash }) => {
    const key = testKey(kind)
    const publicKey = createPublicKey(key.publicPem)
    expect(verify(hash, bytes, publicKey, key.sign(bytes, { hash }))).toBe(true)
    const raw = key.sign(bytes, { hash, encoding: 'p1363' })
    expect(verify(hash, bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true)
  })

  it('is named by the SHA-256 of its SubjectPublicKeyInfo', () => {
    const key = testKey('p256')
    expect(key.id).toBe(`sha256:${createHash('sha256').update(key.spki).digest('hex')}`)
    expect(createPublicKey({ key: Buffer.from(key.spki), type: 'spki', format: 'der' }).asymmetricKeyType).toBe('ec')
  })

  it('refuses a hash when Ed25519 is pure', () => {
    expect(() => testKey('ed25519').sign(bytes, { hash: 'sha512' })).toThrow(TypeError)
  })
})
