import { createHmac, generateKeyPairSync, sign as signWith } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { algorithmsOf, type BundleAlgorithm, BundleKeyInvalid, bundleKey, bundleSigner } from './bundle-key.ts'
import { openToken, signToken } from './signed-token.ts'

const PUBLIC = { type: 'spki', format: 'pem' } as const
const PRIVATE = { type: 'pkcs8', format: 'pem' } as const
const ed25519 = generateKeyPairSync('ed25519')
const p256 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const p384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const short = generateKeyPairSync('rsa', { modulusLength: 1024 })
const pem = (pair: { publicKey: typeof rsa.publicKey }): string => pair.publicKey.export(PUBLIC).toString()
const signer = (pair: { privateKey: typeof rsa.privateKey }, algorithm: BundleAlgorithm) =>
  bundleSigner(pair.privateKey.export(PRIVATE).toString(), algorithm)

describe('bundleKey', () => {
  it.each([
    ['ed25519', ed25519, ['EdDSA']],
    ['P-256', p256, ['ES256']],
    ['P-384', p384, ['ES384']],
    ['RSA', rsa, ['RS256', 'PS256']],
    ['RSA of 1024 bits', short, []],
    ['secp256k1', generateKeyPairSync('ec', { namedCurve: 'secp256k1' }), []],
  ])('is for the algorithms of its kind alone: %s', (_, pair, expected) => {
    expect(algorithmsOf(pem(pair))).toEqual(expected)
    for (const algorithm of ['EdDSA', 'ES256', 'ES384', 'RS256', 'PS256'] as const) {
      if (expected.includes(algorithm)) expect(bundleKey(pem(pair), algorithm).algorithm).toBe(algorithm)
      else expect(() => bundleKey(pem(pair), algorithm)).toThrow(BundleKeyInvalid)
    }
  })

  it.each([
    ['a private key', rsa.privateKey.export(PRIVATE).toString()],
    ['a private key behind a public one', `${pem(rsa)}${rsa.privateKey.export(PRIVATE)}`],
    ['PKCS #1', rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['no key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
    ['a secret', 'secret'],
    ['nothing', ''],
  ])('is none: %s', (_, text) => {
    expect(() => bundleKey(text, 'RS256')).toThrow(BundleKeyInvalid)
  })

  it('signs with no public key', () => {
    expect(() => bundleSigner(pem(rsa), 'RS256')).toThrow(BundleKeyInvalid)
  })
})

describe('openToken', () => {
  const payload = { files: [] }
  const sign = (header: object, body: object, by = signer(p256, 'ES256')): string => {
    const signed = [header, body].map((each) => Buffer.from(JSON.stringify(each)).toString('base64url')).join('.')
    return `${signed}.${Buffer.from(by.sign(Buffer.from(signed))).toString('base64url')}`
  }
  const open = (token: string, by = signer(p256, 'ES256')) => openToken(token, [by.key])

  it('gives the payload that the key signed', () => {
    expect(open(signToken(payload, 'default', signer(p256, 'ES256')))).toEqual(payload)
    expect(open(sign({ alg: 'ES256' }, payload))).toEqual(payload)
  })

  it.each([
    ['none', { alg: 'none' }],
    ['HS256', { alg: 'HS256' }],
    ['another algorithm', { alg: 'ES384' }],
    ['the algorithm in small letters', { alg: 'es256' }],
    ['no algorithm', {}],
    ['critical extensions', { alg: 'ES256', crit: ['b64'], b64: false }],
    ['a key of its own', { alg: 'ES256', jwk: {} }],
  ])('refuses a header that names %s, signed by the key', (_, header) => {
    expect(open(sign(header, payload))).toBeUndefined()
  })

  it('refuses an HMAC by the public key, which everybody knows', () => {
    const text = pem(rsa)
    const by = {
      key: bundleKey(text, 'RS256'),
      sign: (bytes: Uint8Array) => createHmac('sha256', text).update(bytes).digest(),
    }
    expect(open(sign({ alg: 'HS256' }, payload, by), by)).toBeUndefined()
    expect(open(sign({ alg: 'RS256' }, payload, by), by)).toBeUndefined()
  })

  it('does not take PS256 for RS256, though one key could make both', () => {
    const token = sign({ alg: 'RS256' }, payload, signer(rsa, 'PS256'))
    expect(open(token, signer(rsa, 'RS256'))).toBeUndefined()
    expect(open(sign({ alg: 'PS256' }, payload, signer(rsa, 'PS256')), signer(rsa, 'RS256'))).toBeUndefined()
  })

  it('refuses an unsigned token, a cut one, and other bytes', () => {
    const token = sign({ alg: 'ES256' }, payload)
    const [header, body, signature = ''] = token.split('.')
    expect(open(`${header}.${body}.`)).toBeUndefined()
    expect(open(`${header}.${body}`)).toBeUndefined()
    expect(open(`${token}.`)).toBeUndefined()
    expect(open(`${header}.${body}.${signature.slice(4)}`)).toBeUndefined()
    expect(open(`${header}.${Buffer.from('{"files":[1]}').toString('base64url')}.${signature}`)).toBeUndefined()
    expect(open(`${token}=`)).toBeUndefined()
    expect(open('')).toBeUndefined()
    expect(openToken(token, [])).toBeUndefined()
  })

  it('refuses a signature in DER, and one of zeros', () => {
    const [header, body] = sign({ alg: 'ES256' }, payload).split('.')
    const zeros = Buffer.alloc(64).toString('base64url')
    expect(open(`${header}.${body}.${zeros}`)).toBeUndefined()
    const der = signWith('sha256', Buffer.from(`${header}.${body}`), p256.privateKey).toString('base64url')
    expect(open(`${header}.${body}.${der}`)).toBeUndefined()
  })
})
