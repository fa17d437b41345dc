import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { Fault } from '@pawl/core'
import { ConfigurationInvalid, formatInstant } from '@pawl/document'
import { type BundleJson, dssePae, type Forgery, signEnvelope, type TestKey, testKey } from '@pawl/testkit'
import { expect, it } from 'vitest'
import { decisionOf } from './decision.ts'
import {
  CLAIM,
  changed,
  EC_KEY,
  GITHUB,
  judge,
  KEY,
  NOW,
  payloadOf,
  STRANGER,
  signed,
  sigstore,
  trustWith,
  verdict,
} from './scene.ts'

const DAY = 86_400
const payload = payloadOf()
const codeOf = (load: () => unknown): string => {
  try {
    load()
    return 'loaded'
  } catch (error) {
    return error instanceof Fault || error instanceof ConfigurationInvalid ? error.code : String(error)
  }
}
/** A configuration with keys of these PEM texts. */
const keysOf = (...pems: readonly string[]) => {
  const files = Object.fromEntries(pems.map((pem, at) => [`k${at}`, pem]))
  return trustWith(
    { attesters: [{ name: 'keyed', keys: Object.keys(files).map((file) => ({ file })), claims: ['provenance'] }] },
    files,
  )
}

it('C52 one key that counts twice: two keyids, two signatures, two encodings, two files', () => {
  const keyed = { name: 'keyed', keys: [{ file: 'key' }, { file: 'ec' }], claims: ['provenance'] }
  const other = { name: 'other', keys: [{ file: 'stranger' }], claims: ['provenance'] }
  const trust = trustWith({ attesters: [keyed, other] })
  const asks = (...evidence: readonly Uint8Array[]): string =>
    decisionOf({ claim: 'provenance', from: ['keyed', 'other'], count: 2 }, judge(evidence, { trust }))
  const ec = (options: object): Uint8Array => signed(payload, { key: EC_KEY, ...options })
  expect(asks(ec({}), signed(payload, { key: STRANGER }))).toBe('allow')
  expect(asks(signed(payload, { key: EC_KEY }, { key: STRANGER }))).toBe('allow')
  const ONE: readonly (readonly Uint8Array[])[] = [
    [ec({ keyid: 'a' }), ec({ keyid: 'b' })],
    [ec({ encoding: 'der' }), ec({ encoding: 'p1363' })],
    [signed(payload, { key: EC_KEY, keyid: 'a' }, { key: EC_KEY, keyid: 'b', encoding: 'p1363' })],
    [signed(payload, { key: EC_KEY }, { key: KEY })],
    [ec({}), Buffer.from(JSON.stringify(sigstore.keyBundle({ payload, key: EC_KEY })))],
    [ec({}), signed(payloadOf({ predicate: { ...JSON.parse(String(payload)).predicate, more: 1 } }), { key: EC_KEY })],
  ]
  for (const evidence of ONE) expect(asks(...evidence)).toBe('deny not-enough-attesters')
  const [twice] = [judge([signed(payload, { key: EC_KEY, keyid: 'a' }, { key: EC_KEY, keyid: 'b' })], { trust })]
  expect(twice?.summary.claims).toHaveLength(1)
  // Nor does one person become two by standing in two places of the configuration, however the file is written.
  const shared = (pem: string): string =>
    codeOf(() =>
      trustWith(
        { attesters: [keyed, { name: 'other', keys: [{ file: 'again' }], claims: ['provenance'] }] },
        { again: pem },
      ),
    )
  expect(shared(STRANGER.publicPem)).toBe('loaded')
  expect(shared(EC_KEY.publicPem)).toBe('trust-invalid')
  expect(shared(EC_KEY.publicPem.replaceAll('\n', '\r\n'))).toBe('trust-invalid')
  expect(shared(`${EC_KEY.publicPem}\n\n`)).toBe('trust-invalid')
})

it('C53 a keyid or a hint that names somebody, or nobody', () => {
  const NAMES = [
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'key',
    'keyed',
    KEY.id,
    STRANGER.id,
    '../key',
  ]
  for (const name of NAMES) {
    const by = (key: TestKey): string => verdict(signed(payload, { key, keyid: name }))
    expect([by(KEY), by(STRANGER)], name).toStrictEqual([CLAIM, 'signature-unverified'])
    const bundled = (key: TestKey, keyid: string): string =>
      verdict(sigstore.keyBundle({ payload, key, hint: name, keyid, log: 'none' }))
    expect([bundled(KEY, name), bundled(KEY, '')], name).toStrictEqual([CLAIM, CLAIM])
    expect([bundled(STRANGER, name), bundled(STRANGER, '')], name).toStrictEqual([
      'signature-unverified',
      'signature-unverified',
    ])
  }
})

it('C54 a bundle that names one key and an envelope in it that names another', () => {
  const of = (hint: string, keyid: string): string =>
    verdict(sigstore.keyBundle({ payload, key: KEY, hint, keyid, log: 'none' }))
  expect([of('a', 'a'), of('a', ''), of('', '')]).toStrictEqual([CLAIM, CLAIM, CLAIM])
  expect([of('a', 'b'), of('', 'b'), of('a', 'A'), of('a', 'a ')]).toStrictEqual([
    'bundle-malformed',
    'bundle-malformed',
    'bundle-malformed',
    'bundle-malformed',
  ])
  const absent = changed(sigstore.keyBundle({ payload, key: KEY, keyid: 'b', hint: 'b', log: 'none' }), (each) => {
    each.verificationMaterial.publicKey = {}
  })
  expect(verdict(absent)).toBe('bundle-malformed')
})

it('C55 a key after its end, a signer who was revoked, a certificate that is for something else', () => {
  const [from, until] = [NOW - 10 * DAY, NOW - 5 * DAY]
  const windowed = (validFrom: number, validUntil: number): string => {
    const keys = [{ file: 'key', validFrom: formatInstant(validFrom), validUntil: formatInstant(validUntil) }]
    return verdict(signed(), { trust: trustWith({ attesters: [{ name: 'keyed', keys, claims: ['provenance'] }] }) })
  }
  expect([
    windowed(NOW, NOW + 1),
    windowed(NOW + 1, NOW + 2),
    windowed(NOW - 1, NOW),
    windowed(from, until),
  ]).toStrictEqual([CLAIM, 'key-outside-validity', 'key-outside-validity', 'key-outside-validity'])
  const image = judge([signed()])
  const revoking = (revoked: object): string => decisionOf({ claim: 'provenance' }, image, NOW, { revoked })
  expect(revoking({ signers: [STRANGER.id] })).toBe('allow')
  expect(revoking({ signers: [KEY.id] })).toBe('deny claim-revoked')
  expect(revoking({ attesters: ['keyed'] })).toBe('deny claim-revoked')
  const FORGERIES: readonly Forgery[] = [
    'leaf-without-eku',
    'leaf-server-auth-only',
    'leaf-is-ca',
    'leaf-unknown-critical-extension',
  ]
  const bundle = (more: object): BundleJson => sigstore.bundle({ payload, identity: GITHUB, ...more })
  expect(verdict(bundle({}))).toBe(CLAIM)
  for (const forge of FORGERIES) expect(verdict(bundle({ forge })), forge).toBe('certificate-not-for-signing')
})

/** Any key pair of Node as one that a fake Sigstore certifies. */
const foreignKey = (kind: TestKey['kind'], pair: { publicKey: KeyObject; privateKey: KeyObject }): TestKey => {
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' })
  return {
    kind,
    spki,
    id: `sha256:${createHash('sha256').update(spki).digest('hex')}`,
    publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privatePem: '',
    sign: (bytes) => sign(kind === 'ed25519' ? null : 'sha256', bytes, pair.privateKey),
  }
}

/** Nobody has the private half of it: what counts is what it would cost to try. */
function hugeRsa(bits: number): TestKey {
  const n = Buffer.alloc(bits / 8, 0xc5).toString('base64url')
  const publicKey = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' })
  return { ...foreignKey('rsa', { publicKey, privateKey: publicKey }), sign: () => Buffer.alloc(bits / 8, 1) }
}

it('C58 a weak key, another curve, and a message that chooses the algorithm', () => {
  const WEAK: Readonly<Record<string, TestKey>> = {
    'RSA of 1024 bits': foreignKey('rsa', generateKeyPairSync('rsa', { modulusLength: 1024 })),
    'RSA with the exponent 3': foreignKey(
      'rsa',
      generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }),
    ),
    'RSA-PSS': foreignKey('rsa', generateKeyPairSync('rsa-pss', { modulusLength: 2048 })),
    secp256k1: foreignKey('p256', generateKeyPairSync('ec', { namedCurve: 'secp256k1' })),
    secp224r1: foreignKey('p256', generateKeyPairSync('ec', { namedCurve: 'secp224r1' })),
    brainpool: foreignKey('p256', generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' })),
    'explicit parameters': foreignKey(
      'p256',
      generateKeyPairSync('ec', { namedCurve: 'prime256v1', paramEncoding: 'explicit' }),
    ),
    Ed448: foreignKey('ed25519', generateKeyPairSync('ed448')),
    'RSA of 16384 bits': hugeRsa(16_384),
    DSA: foreignKey('rsa', generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 })),
  }
  for (const kind of ['ed25519', 'p256', 'p384', 'p521', 'rsa'] as const) {
    const key = testKey(kind)
    expect(verdict(signed(payload, { key }), { trust: keysOf(key.publicPem) }), kind).toBe(CLAIM)
    expect(verdict(sigstore.bundle({ payload, identity: GITHUB, key })), kind).toBe(CLAIM)
  }
  for (const [name, key] of Object.entries(WEAK)) {
    expect(
      codeOf(() => keysOf(key.publicPem)),
      name,
    ).toBe('key-invalid')
    expect(verdict(sigstore.bundle({ payload, identity: GITHUB, key })), name).toBe('certificate-malformed')
  }
  // The hash follows from the key. A signature says neither it nor the algorithm, and what it says beside that is not read.
  const OTHER_HASHES = [
    ['p256', 'sha384'],
    ['p256', 'sha512'],
    ['p384', 'sha512'],
    ['p521', 'sha384'],
    ['rsa', 'sha384'],
    ['rsa', 'sha512'],
  ] as const
  for (const [kind, hash] of OTHER_HASHES) {
    const key = testKey(kind)
    expect(verdict(signed(payload, { key, hash }), { trust: keysOf(key.publicPem) }), `${kind} ${hash}`).toBe(
      'signature-unverified',
    )
  }
  const honest = signEnvelope({ payload, signers: [{ key: STRANGER }] })
  const chosen = honest.signatures.map((each) => ({
    ...each,
    alg: 'none',
    key: STRANGER.publicPem,
    cert: STRANGER.publicPem,
  }))
  expect(verdict({ ...honest, signatures: chosen })).toBe('signature-unverified')
  // One key never verifies by another's algorithm: bytes signed in advance for it are not the message.
  const hashed = createHash('sha512').update(dssePae(honest.payloadType, payload)).digest()
  const sig = Buffer.from(KEY.sign(hashed)).toString('base64')
  expect(verdict({ ...honest, signatures: [{ sig, keyid: '' }] })).toBe('signature-unverified')
})
