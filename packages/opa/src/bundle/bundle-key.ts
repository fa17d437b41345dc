import { constants, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** Signature algorithms of bundles (RFC 7518 3.1, RFC 8037 3.1). No HMAC: whoever could verify could sign. */
export const BUNDLE_ALGORITHMS = ['EdDSA', 'ES256', 'ES384', 'RS256', 'PS256'] as const

export type BundleAlgorithm = (typeof BUNDLE_ALGORITHMS)[number]

/** A public key of the operator, and the one algorithm that it is for: a token does not choose how it is verified. */
export interface BundleKey {
  readonly algorithm: BundleAlgorithm
  readonly verify: (bytes: Uint8Array, signature: Uint8Array) => boolean
}

/** A private key, which is not handed out, with its public half. */
export interface BundleSigner {
  readonly key: BundleKey
  readonly sign: (bytes: Uint8Array) => Uint8Array
}

/** What the operator gave is no such key. */
export class BundleKeyInvalid extends Error {
  readonly code = 'key-invalid'

  constructor(message: string) {
    super(message)
    this.name = 'BundleKeyInvalid'
  }
}

const KINDS: Readonly<Record<BundleAlgorithm, string>> = {
  EdDSA: 'ed25519',
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  RS256: 'rsa',
  PS256: 'rsa',
}
const HASHES: Readonly<Record<BundleAlgorithm, string | undefined>> = {
  EdDSA: undefined,
  ES256: 'sha256',
  ES384: 'sha384',
  RS256: 'sha256',
  PS256: 'sha256',
}

const PUBLIC = /^\s*-----BEGIN PUBLIC KEY-----\s[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----\s*$/

/** One PEM block PUBLIC KEY. Throws BundleKeyInvalid for anything else, for another kind than that of the algorithm, and for short RSA keys. */
export function bundleKey(pem: string, algorithm: BundleAlgorithm): BundleKey {
  // `createPublicKey` takes private keys too, which have no place where bundles are verified.
  if (!PUBLIC.test(pem)) throw new BundleKeyInvalid('it is not exactly one PEM block PUBLIC KEY')
  return ofKey(
    imported(() => createPublicKey(pem)),
    algorithm,
  )
}

/** PKCS #8 in PEM, not encrypted. Throws BundleKeyInvalid. */
export function bundleSigner(pem: string, algorithm: BundleAlgorithm): BundleSigner {
  const secret = imported(() => createPrivateKey(pem))
  const key = ofKey(createPublicKey(secret), algorithm)
  return { key, sign: (bytes) => sign(HASHES[algorithm], bytes, { key: secret, ...encodingOf(algorithm) }) }
}

/** The algorithms that a public key in PEM can be for; none for a kind that signs no bundle. Throws BundleKeyInvalid where it is no key. */
export function algorithmsOf(pem: string): readonly BundleAlgorithm[] {
  const kind = kindOf(imported(() => createPublicKey(pem)))
  return BUNDLE_ALGORITHMS.filter((each) => KINDS[each] === kind)
}

function ofKey(key: KeyObject, algorithm: BundleAlgorithm): BundleKey {
  if (kindOf(key) !== KINDS[algorithm]) throw new BundleKeyInvalid('its kind or size is not that of the algorithm')
  return {
    algorithm,
    verify: (bytes, signature) => verify(HASHES[algorithm], bytes, { key, ...encodingOf(algorithm) }, signature),
  }
}

/** The curve, `ed25519`, or `rsa` for 2048 bits and more. */
function kindOf(key: KeyObject): string | undefined {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType === 'ec') return namedCurve
  if (key.asymmetricKeyType === 'rsa') return modulusLength >= 2048 && modulusLength <= 8192 ? 'rsa' : undefined
  return key.asymmetricKeyType
}

/** RFC 7518: ECDSA is R and S of fixed length (3.4), PSS has a salt as long as its hash (3.5). */
function encodingOf(algorithm: BundleAlgorithm) {
  if (algorithm === 'PS256') {
    return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  }
  return { dsaEncoding: 'ieee-p1363' } as const
}

function imported(read: () => KeyObject): KeyObject {
  try {
    return read()
  } catch {
    throw new BundleKeyInvalid('it is no key in PEM that can be read')
  }
}
