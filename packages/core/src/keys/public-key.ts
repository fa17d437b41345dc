import { createPublicKey, type KeyObject } from 'node:crypto'
import { sha256Digest } from '../bytes/sha256.ts'
import { Fault } from '../fault.ts'
import { derElement } from '../x509/der-header.ts'
import { TAG } from '../x509/der-values.ts'
import { readPem } from './pem.ts'
import { type KeyKind, keyKind } from './spki.ts'

/** A public key of a kind that we take. `id` is the SHA-256 of its SubjectPublicKeyInfo: one key, one name. */
export interface PublicKey {
  readonly id: string
  readonly kind: KeyKind
  readonly spki: Uint8Array
  readonly object: KeyObject
}

/** A key from the operator, each byte as one character: exactly one PEM `PUBLIC KEY`. Weak and unknown keys are a fault of the configuration. */
export function parsePublicKey(text: string): PublicKey {
  const spki = readPem(text, 'PUBLIC KEY')
  const key = spki === undefined ? undefined : publicKeyFromSpki(spki)
  if (key === undefined) throw new Fault('key-invalid', whatItIs(text, spki), 'key')
  return key
}

/** What people give instead, with the command that makes a public key of it. */
const OTHERS: readonly (readonly [begins: RegExp, words: string])[] = [
  [
    /^-----BEGIN [A-Z ]{0,24}PRIVATE KEY-----/m,
    'it holds a private key: write the public one with openssl pkey -in FILE -pubout, and keep this one elsewhere',
  ],
  [/^-----BEGIN CERTIFICATE-----/m, 'it holds a certificate: write its key with openssl x509 -in FILE -pubkey -noout'],
  [/^-----BEGIN RSA PUBLIC KEY-----/m, 'it is PKCS#1: convert it with openssl rsa -RSAPublicKey_in -in FILE -pubout'],
  [/^(ssh|ecdsa|sk)-[a-z0-9@.-]{1,64} /, 'it is a key of OpenSSH: convert it with ssh-keygen -e -m PKCS8 -f FILE'],
]

function whatItIs(text: string, spki: Uint8Array | undefined): string {
  const other = OTHERS.find(([begins]) => begins.test(text))
  if (other !== undefined) return other[1]
  if (publicKeyFromSpki(Buffer.from(text, 'latin1')) !== undefined) {
    return 'it is DER: convert it with openssl pkey -pubin -inform DER -in FILE -pubout'
  }
  return spki === undefined
    ? 'it is not exactly one PEM block PUBLIC KEY with nothing around it'
    : 'the kind or the size of the key is not accepted'
}

export function publicKeyFromSpki(der: Uint8Array): PublicKey | undefined {
  const kind = keyKind(der)
  const object = kind === undefined ? undefined : importKey(der)
  if (kind === undefined || object === undefined) return undefined
  return { id: sha256Digest(der), kind, spki: der, object }
}

// AlgorithmIdentifier of rsaEncryption (RFC 8017 A.1): OID 1.2.840.113549.1.1.1, NULL.
const RSA_ENCRYPTION = Buffer.from('300d06092a864886f70d0101010500', 'hex')

/** A bare PKCS#1 RSAPublicKey, as trusted roots hold for `PKCS1_RSA_PKCS1V5`. */
export function publicKeyFromPkcs1(der: Uint8Array): PublicKey | undefined {
  return publicKeyFromSpki(derElement(TAG.sequence, RSA_ENCRYPTION, derElement(TAG.bitString, Uint8Array.of(0), der)))
}

/** As PEM, which Node reads in half the time that it takes to find out that DER is DER. */
function importKey(der: Uint8Array): KeyObject | undefined {
  const base64 = Buffer.from(der).toString('base64')
  try {
    return createPublicKey(`-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`)
  } catch {
    // OpenSSL throws for a point that is not on its curve: a bad key, whoever wrote it.
    return undefined
  }
}
