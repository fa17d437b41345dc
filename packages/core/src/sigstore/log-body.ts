import { hash } from 'node:crypto'
import type { JsonValue } from '@pawl/document'
import { decodeBase64 } from '../bytes/base64.ts'
import { isJsonObject, type JsonObject, readJsonObject } from '../bytes/strict-json.ts'
import { readPem } from '../keys/pem.ts'
import type { LogEntry } from './bundle-log-entry.ts'
import type { SignedMaterial, Verifier } from './signed-material.ts'

/**
 * Whether what was logged is what is being verified: the signature AND what it signs AND the key or certificate, for every kind of entry. An entry
 * of another signature, payload or key proves nothing about this one (C21 to C26).
 */
export function isLogged(entry: LogEntry, material: SignedMaterial): boolean {
  const body = readJsonObject(entry.body)
  if (body === undefined) return false
  if (body['kind'] !== entry.kind || body['apiVersion'] !== entry.version) return false
  const spec = object(body['spec'])
  if (material.message !== undefined) return isMessageLogged(entry, spec, material.message.sha256, material)
  switch (`${entry.kind}/${entry.version}`) {
    case 'dsse/0.0.1':
      return isDsse001(spec, material)
    case 'intoto/0.0.1':
      return isIntoto001(spec, material)
    case 'intoto/0.0.2':
      return isIntoto002(object(spec['content']), material)
    case 'hashedrekord/0.0.2':
      return isHashedRekord002(object(spec['hashedRekordV002']), material)
    case 'dsse/0.0.2':
      return isDsse002(object(spec['dsseV002']), material)
    // hashedrekord/0.0.1 is not here: it says a hash of an artifact, and no client logs a DSSE envelope so.
    default:
      return false
  }
}

/** A signature over bytes is logged as a hash and nothing else; an envelope never is, so neither passes for the other. */
function isMessageLogged(
  { kind, version }: LogEntry,
  spec: JsonObject,
  sha256: string,
  material: SignedMaterial,
): boolean {
  if (kind !== 'hashedrekord') return false
  if (version === '0.0.2') {
    const record = object(spec['hashedRekordV002'])
    const { algorithm, digest } = object(record['data'])
    const isDigest = algorithm === 'SHA2_256' && isSame(decodeBase64(digest), Buffer.from(sha256, 'hex'))
    return isDigest && isSignature(object(record['signature']), material)
  }
  const { algorithm, value } = object(object(spec['data'])['hash'])
  const { content, publicKey } = object(spec['signature'])
  return (
    version === '0.0.1' &&
    algorithm === 'sha256' &&
    value === sha256 &&
    isSame(decodeBase64(content), material.signature) &&
    isPemVerifier(object(publicKey)['content'], material.verifier)
  )
}

/** Rekor v1: payload hash in hexadecimal, one signature in base64, its verifier as PEM in base64. */
function isDsse001(spec: JsonObject, material: SignedMaterial): boolean {
  const signature = only(spec['signatures'])
  return (
    isPayloadHash(object(spec['payloadHash']), material) &&
    isSame(decodeBase64(signature['signature']), material.signature) &&
    isPemVerifier(signature['verifier'], material.verifier)
  )
}

/** Rekor v1, as cosign logged until 2022: the hash of the whole envelope, with its signature in it, and the verifier. Only a layer keeps those bytes. */
function isIntoto001(spec: JsonObject, { layerSha256, verifier }: SignedMaterial): boolean {
  const { algorithm, value } = object(object(spec['content'])['hash'])
  return (
    layerSha256 !== undefined &&
    algorithm === 'sha256' &&
    value === layerSha256 &&
    isPemVerifier(spec['publicKey'], verifier)
  )
}

/** Rekor v1: the envelope without its payload; the signature is in base64 twice. */
function isIntoto002(content: JsonObject, material: SignedMaterial): boolean {
  const envelope = object(content['envelope'])
  const signature = only(envelope['signatures'])
  const inner = decodeBase64(signature['sig'])
  return (
    envelope['payloadType'] === material.payloadType &&
    isPayloadHash(object(content['payloadHash']), material) &&
    inner !== undefined &&
    isSame(decodeBase64(Buffer.from(inner).toString('latin1')), material.signature) &&
    isPemVerifier(signature['publicKey'], material.verifier)
  )
}

const HASHES: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['SHA2_256', 'sha256'],
  ['SHA2_384', 'sha384'],
  ['SHA2_512', 'sha512'],
])

/** Rekor v2: the digest is of the pre-authentication encoding. */
function isHashedRekord002(spec: JsonObject, material: SignedMaterial): boolean {
  return isDigest(object(spec['data']), material.signedBytes) && isSignature(object(spec['signature']), material)
}

/** Rekor v2: the digest is of the payload. */
function isDsse002(spec: JsonObject, material: SignedMaterial): boolean {
  const { algorithm, digest } = object(spec['payloadHash'])
  const isPayload = isSame(decodeBase64(digest), Buffer.from(material.payloadSha256, 'hex'))
  return algorithm === 'SHA2_256' && isPayload && isSignature(only(spec['signatures']), material)
}

function isDigest({ algorithm, digest }: JsonObject, bytes: Uint8Array): boolean {
  const name = HASHES.get(algorithm)
  return name !== undefined && isSame(decodeBase64(digest), hash(name, bytes, 'buffer'))
}

function isSignature({ content, verifier }: JsonObject, material: SignedMaterial): boolean {
  const { x509Certificate, publicKey } = object(verifier)
  const [own, other] =
    material.verifier.kind === 'certificate' ? [x509Certificate, publicKey] : [publicKey, x509Certificate]
  return (
    other === undefined &&
    isSame(decodeBase64(content), material.signature) &&
    isSame(decodeBase64(object(own)['rawBytes']), material.verifier.der)
  )
}

function isPayloadHash({ algorithm, value }: JsonObject, { payloadSha256 }: SignedMaterial): boolean {
  return algorithm === 'sha256' && value === payloadSha256
}

function isPemVerifier(value: JsonValue | undefined, { kind, der }: Verifier): boolean {
  const text = decodeBase64(value)
  const label = kind === 'certificate' ? 'CERTIFICATE' : 'PUBLIC KEY'
  return text !== undefined && isSame(readPem(Buffer.from(text).toString('latin1'), label), der)
}

function isSame(found: Uint8Array | undefined, expected: Uint8Array): boolean {
  return found !== undefined && found.length > 0 && Buffer.from(found).equals(expected)
}

const EMPTY: JsonObject = Object.freeze({})

/** A member that is not an object has no members, and nothing matches an absent member. */
function object(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : EMPTY
}

/** The only element of a list. Two signatures in one entry are two statements, and none of them ours. */
function only(value: JsonValue | undefined): JsonObject {
  return Array.isArray(value) && value.length === 1 ? object(value[0]) : EMPTY
}
