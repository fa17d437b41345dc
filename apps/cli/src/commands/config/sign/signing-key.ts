import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { type PublicKey, parsePublicKey } from '@pawl/core'
import { Refusal } from '@pawl/setup'
import { readBounded } from '@pawl/sources'

/** A private key, which never leaves this page, and what may be said of it. */
export interface SigningKey {
  /** Over the bytes as DSSE gives them. */
  readonly sign: (bytes: Uint8Array) => Uint8Array
  readonly publicKey: PublicKey
}

const MAX_BYTES = 65_536

/** The private key of a PEM file, with the password of another file where it is encrypted. Refuses the kinds that no verifier takes. */
export function readSigningKey(path: string, passwordFile: string | undefined): SigningKey {
  const key = readPrivateKey(path, passwordFile)
  const publicPem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
  const publicKey = parsePublicKey(publicPem)
  const hash = HASHES.get(publicKey.kind)
  return { publicKey, sign: (bytes) => sign(hash, bytes, key) }
}

/** Any private key that OpenSSL reads. */
export function readPrivateKey(path: string, passwordFile: string | undefined): KeyObject {
  // The line end is the editor's, not part of the password.
  const password = passwordFile === undefined ? undefined : readText(passwordFile).replace(/\r?\n$/, '')
  return open(readText(path), password, path)
}

// Ed25519 brings its own. The hash follows from the curve, as verifiers expect.
const HASHES: ReadonlyMap<PublicKey['kind'], string> = new Map([
  ['p256', 'sha256'],
  ['p384', 'sha384'],
  ['p521', 'sha512'],
  ['rsa', 'sha256'],
])

function open(pem: string, password: string | undefined, path: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(password === undefined ? {} : { passphrase: password }) })
  } catch {
    // What OpenSSL says quotes neither the key nor the password, but it helps nobody either.
    throw new Refusal('signing-key-invalid', 'the private key cannot be used', [
      {
        at: path,
        message: password === undefined ? 'is it PKCS #8 in PEM, and not encrypted?' : 'is that its password?',
      },
    ])
  }
}

function readText(path: string): string {
  return Buffer.from(readBounded(path, MAX_BYTES)).toString('utf8')
}
