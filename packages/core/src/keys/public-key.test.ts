import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type KeyKind, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { derElement } from '../x509/der-header.ts'
import { parsePublicKey, publicKeyFromPkcs1, publicKeyFromSpki } from './public-key.ts'

const kinds: readonly KeyKind[] = ['ed25519', 'p256', 'p384', 'p521', 'rsa']
const invalid = expect.objectContaining({ code: 'key-invalid' })

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' })
}

function pem(label: string, der: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`
}

describe('parsePublicKey', () => {
  it.each(kinds)('reads a key when its kind is %s', (kind) => {
    const key = testKey(kind)
    const hex = createHash('sha256').update(key.spki).digest('hex')
    expect(parsePublicKey(key.publicPem)).toMatchObject({ kind, id: `sha256:${hex}` })
    expect(parsePublicKey(key.publicPem.replaceAll('\n', '\r\n')).id).toBe(`sha256:${hex}`)
  })

  const { publicPem, privatePem, spki: der } = testKey('p256')
  it.each([
    ['it is a private key', privatePem],
    ['another block follows', publicPem + publicPem],
    ['text stands before it', `# my key\n${publicPem}`],
    ['the label is another', publicPem.replaceAll('PUBLIC KEY', 'CERTIFICATE')],
    ['the labels differ', publicPem.replace('END PUBLIC KEY', 'END CERTIFICATE')],
    ['a byte follows', pem('PUBLIC KEY', Buffer.concat([der, Buffer.of(0)]))],
    ['a byte is missing', pem('PUBLIC KEY', Buffer.from(der).subarray(0, -1))],
    ['it is empty', ''],
  ])('refuses a key when %s: key-invalid', (_, text) => {
    expect(() => parsePublicKey(text)).toThrow(invalid)
  })

  it.each(kinds)('says how to convert a key of kind %s that is DER: key-invalid', (kind) => {
    const text = Buffer.from(testKey(kind).spki).toString('latin1')
    expect(() => parsePublicKey(text)).toThrow('openssl pkey -pubin -inform DER -in FILE -pubout')
  })

  it('says how to convert PKCS#1: key-invalid', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const text = publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()
    expect(() => parsePublicKey(text)).toThrow('openssl rsa -RSAPublicKey_in -in FILE -pubout')
  })

  it.each([
    ['RSA of 1024 bits', generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey],
    ['RSA with exponent 3', generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).publicKey],
    ['RSASSA-PSS', generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey],
    ['secp256k1', generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey],
    ['explicit EC parameters', generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).publicKey],
    ['Ed448', generateKeyPairSync('ed448').publicKey],
    ['X25519', generateKeyPairSync('x25519').publicKey],
  ])('refuses a key when it is %s: key-invalid', (_, key) => {
    expect(() => parsePublicKey(pem('PUBLIC KEY', spki(key)))).toThrow(invalid)
  })
})

describe('publicKeyFromSpki', () => {
  const der = Buffer.from(testKey('p256').spki)

  it('refuses a compressed point, the second spelling of a key', () => {
    const point = der.subarray(-65)
    const compressed = Buffer.concat([Buffer.of(2 + ((point[64] ?? 0) & 1)), point.subarray(1, 33)])
    const algorithm = der.subarray(2, 2 + 21)
    expect(publicKeyFromSpki(derElement(0x30, algorithm, derElement(0x03, Buffer.of(0), point)))).toBeDefined()
    expect(publicKeyFromSpki(derElement(0x30, algorithm, derElement(0x03, Buffer.of(0), compressed)))).toBeUndefined()
  })

  it('refuses a hybrid point, the third spelling of a key', () => {
    const hybrid = Buffer.from(der)
    hybrid[der.length - 65] = 6 + ((der[der.length - 1] ?? 0) & 1)
    expect(publicKeyFromSpki(hybrid)).toBeUndefined()
  })

  it('refuses a point that is not on its curve', () => {
    const off = Buffer.from(der)
    off[der.length - 1] = (off[der.length - 1] ?? 0) ^ 1
    expect(publicKeyFromSpki(off)).toBeUndefined()
  })
})

describe('publicKeyFromPkcs1', () => {
  it('gives the same key as its SubjectPublicKeyInfo', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const read = publicKeyFromPkcs1(publicKey.export({ type: 'pkcs1', format: 'der' }))
    expect(read?.id).toBe(publicKeyFromSpki(spki(publicKey))?.id)
    expect(read?.kind).toBe('rsa')
    expect(publicKeyFromPkcs1(spki(publicKey))).toBeUndefined()
  })
})
