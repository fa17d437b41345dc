import { isInvalidJson, readJson } from '@pawl/core'
import { isRecord } from '@pawl/document'
import { Refusal } from '@pawl/setup'
import { readBounded } from '@pawl/sources'
import { type CryptoKey, importJWK, type JWK } from 'jose'

/** A key that the API server signs tokens with, and the one algorithm that it is used with. */
export interface ServiceAccountKey {
  readonly algorithm: string
  readonly key: CryptoKey
}

/** By `kid`. */
export type ServiceAccountKeys = ReadonlyMap<string, ServiceAccountKey>

const MAX_BYTES = 65_536
const MAX_KEYS = 32
const LEAST_MODULUS = 2048

/** What the API server can sign with, and the members of such a key. A secret would be a member of none of them. */
const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['RS256', ['kty', 'n', 'e']],
  ['ES256', ['kty', 'crv', 'x', 'y']],
  ['ES384', ['kty', 'crv', 'x', 'y']],
  ['ES512', ['kty', 'crv', 'x', 'y']],
])

/** In a private or a symmetric key, of any kind (RFC 7518, section 6). */
const SECRET = ['d', 'k', 'p', 'q', 'dp', 'dq', 'qi', 'oth']

/**
 * The keys of a JSON Web Key Set (RFC 7517), which `kubectl get --raw /openid/v1/jwks` prints. All of it or nothing: a key that was left out in silence
 * would be a caller denied. Throws Fault `source-unreadable`, and Refusal `configuration-invalid` for anything that is no set of public keys, each
 * with a `kid` of its own and an `alg` that it fits.
 */
export async function readServiceAccountKeys(path: string): Promise<ServiceAccountKeys> {
  const bytes = readBounded(path, MAX_BYTES)
  const set = bytes.length > MAX_BYTES ? undefined : readJson(bytes)
  const listed = set === undefined || isInvalidJson(set) || !isRecord(set) ? undefined : set['keys']
  if (!Array.isArray(listed) || listed.length === 0 || listed.length > MAX_KEYS) {
    throw unusable(path, 'is it what kubectl get --raw /openid/v1/jwks prints, with at least one key in it?')
  }
  const keys = await Promise.all(Array.from(listed).map((each, index) => readKey(each, `${path}, keys[${index}]`)))
  const byId = new Map(keys)
  if (byId.size !== keys.length) throw unusable(path, 'holds two keys of one kid')
  return byId
}

async function readKey(value: unknown, at: string): Promise<readonly [string, ServiceAccountKey]> {
  const { kid, alg, use = 'sig' } = isRecord(value) ? value : {}
  const members = typeof alg === 'string' ? MEMBERS.get(alg) : undefined
  if (!isRecord(value) || typeof kid !== 'string' || kid === '' || typeof alg !== 'string' || members === undefined) {
    throw unusable(at, 'has no kid, or no alg that is RS256, ES256, ES384 or ES512')
  }
  if (use !== 'sig') throw unusable(at, 'is not for signatures')
  if (SECRET.some((name) => Object.hasOwn(value, name))) throw unusable(at, 'is secret: only public keys belong here')
  // Members that are not named here are not given to the library: nothing else of a file can change what a key does.
  const key = await imported(Object.fromEntries(members.map((name) => [name, value[name]])), alg)
  if (key === undefined) throw unusable(at, `is no public key for ${alg}`)
  return [kid, { algorithm: alg, key }]
}

async function imported(jwk: JWK, algorithm: string): Promise<CryptoKey | undefined> {
  try {
    const key = await importJWK(jwk, algorithm)
    return key instanceof Uint8Array || key.type !== 'public' || isShort(key) ? undefined : key
  } catch {
    return undefined
  }
}

/** RFC 7518, section 3.3: RSA of 2048 bits or more. */
function isShort({ algorithm }: CryptoKey): boolean {
  return 'modulusLength' in algorithm && !(Number(algorithm.modulusLength) >= LEAST_MODULUS)
}

function unusable(at: string, message: string): Refusal {
  return new Refusal('configuration-invalid', 'the keys of ServiceAccount tokens cannot be read', [{ at, message }])
}
