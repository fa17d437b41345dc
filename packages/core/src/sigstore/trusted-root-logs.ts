import type { JsonValue } from '@pawl/document'
import { type PublicKey, publicKeyFromPkcs1, publicKeyFromSpki } from '../keys/public-key.ts'
import type { KeyKind } from '../keys/spki.ts'
import { bytes, isUnset, message, operatorOf } from './proto-json.ts'
import type { TransparencyLog } from './trusted-root.ts'
import { parseWindow, type ValidityWindow } from './validity-window.ts'

const FIELDS = ['baseUrl', 'hashAlgorithm', 'publicKey', 'logId', 'checkpointKeyId', 'operator']

/** TransparencyLogInstance: a Rekor or CT log. */
export function parseTransparencyLog(value: JsonValue): TransparencyLog | undefined {
  const log = message(value, FIELDS)
  const name = parseName(log?.['baseUrl'])
  const id = parseId(log?.['logId'])
  const checkpointId = isUnset(log?.['checkpointKeyId']) ? id : parseId(log['checkpointKeyId'])
  const key = parseKey(log?.['publicKey'])
  const operator = operatorOf(log?.['operator'])
  if (log?.['hashAlgorithm'] !== 'SHA2_256' || operator === undefined) return undefined
  if (name === undefined || id?.length !== 64 || checkpointId === undefined || key === undefined) return undefined
  return { ...key, ...operator, keyId: key.key.id, id, name, checkpointHint: checkpointId.slice(0, 8) }
}

function parseName(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? /^https?:\/\/([!-~]+?)\/?$/.exec(value)?.[1] : undefined
}

function parseId(value: JsonValue | undefined): string | undefined {
  const id = bytes(message(value, ['keyId'])?.['keyId'])
  return id !== undefined && (id.length === 4 || id.length === 32) ? Buffer.from(id).toString('hex') : undefined
}

// PublicKeyDetails of sigstore_common.proto, as far as logs use them.
const DETAILS: ReadonlyMap<unknown, KeyKind> = new Map<unknown, KeyKind>([
  ['PKIX_ECDSA_P256_SHA_256', 'p256'],
  ['PKIX_ECDSA_P384_SHA_384', 'p384'],
  ['PKIX_ECDSA_P521_SHA_512', 'p521'],
  ['PKIX_ED25519', 'ed25519'],
  ['PKIX_RSA_PKCS1V15_2048_SHA256', 'rsa'],
  ['PKIX_RSA_PKCS1V15_3072_SHA256', 'rsa'],
  ['PKIX_RSA_PKCS1V15_4096_SHA256', 'rsa'],
  ['PKCS1_RSA_PKCS1V5', 'rsa'],
])

function parseKey(
  value: JsonValue | undefined,
): { readonly key: PublicKey; readonly window: ValidityWindow } | undefined {
  const { rawBytes, keyDetails, validFor } = message(value, ['rawBytes', 'keyDetails', 'validFor']) ?? {}
  const der = bytes(rawBytes)
  const window = parseWindow(validFor)
  if (der === undefined || window === undefined) return undefined
  const key = keyDetails === 'PKCS1_RSA_PKCS1V5' ? publicKeyFromPkcs1(der) : publicKeyFromSpki(der)
  return key !== undefined && DETAILS.get(keyDetails) === key.kind ? { key, window } : undefined
}
