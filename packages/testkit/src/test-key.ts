import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export type KeyKind = 'ed25519' | 'p256' | 'p384' | 'p521' | 'rsa'
export type HashName = 'sha256' | 'sha384' | 'sha512'
export type SignatureEncoding = 'der' | 'p1363'

export interface SignOptions {
  readonly hash?: HashName
  readonly encoding?: SignatureEncoding
}

/** A key pair whose private half is not secret. Made for one test run, or kept beside a vector as PEM. */
export interface TestKey {
  readonly kind: KeyKind
  readonly publicPem: string
  /** PKCS #8. */
  readonly privatePem: string
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array
  /** `sha256:` and the hex SHA-256 of `spki`. */
  readonly id: string
  /** ECDSA and RSA (PKCS #1 v1.5) hash with SHA-256 unless told; Ed25519 is pure and refuses a hash. */
  readonly sign: (bytes: Uint8Array, options?: SignOptions) => Uint8Array
}

const CURVES: ReadonlyMap<string | undefined, KeyKind> = new Map([
  ['prime256v1', 'p256'],
  ['secp384r1', 'p384'],
  ['secp521r1', 'p521'],
])

export function testKey(kind: KeyKind): TestKey {
  return describeKey(kind, generate(kind))
}

/** Refuses a key of another algorithm or curve than `testKey` makes. */
export function keyFromPem(privatePem: string): TestKey {
  const privateKey = createPrivateKey(privatePem)
  return describeKey(kindOf(privateKey), privateKey)
}

function generate(kind: KeyKind): KeyObject {
  switch (kind) {
    case 'ed25519':
      return generateKeyPairSync('ed25519').privateKey
    case 'rsa':
      return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    case 'p256':
      return generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey
    case 'p384':
      return generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey
    case 'p521':
      return generateKeyPairSync('ec', { namedCurve: 'secp521r1' }).privateKey
  }
}

function kindOf(key: KeyObject): KeyKind {
  if (key.asymmetricKeyType === 'ed25519' || key.asymmetricKeyType === 'rsa') return key.asymmetricKeyType
  const kind = CURVES.get(key.asymmetricKeyDetails?.namedCurve)
  if (kind === undefined) throw new TypeError('not a kind of key that testKey makes')
  return kind
}

function describeKey(kind: KeyKind, privateKey: KeyObject): TestKey {
  const publicKey = createPublicKey(privateKey)
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return {
    kind,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    spki,
    id: `sha256:${createHash('sha256').update(spki).digest('hex')}`,
    sign: (bytes, options = {}) => signBytes(kind, privateKey, bytes, options),
  }
}

function signBytes(kind: KeyKind, key: KeyObject, bytes: Uint8Array, options: SignOptions): Uint8Array {
  if (kind === 'ed25519') {
    // Ed25519ph is another algorithm; a hash asked for here would be ignored in silence.
    if (options.hash !== undefined) throw new TypeError('pure Ed25519 takes no hash')
    return sign(null, bytes, key)
  }
  const dsaEncoding = options.encoding === 'p1363' ? 'ieee-p1363' : 'der'
  return sign(options.hash ?? 'sha256', bytes, { key, dsaEncoding })
}
