import type { JsonObject } from '../bytes/strict-json.ts'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import { bundleVersion } from './bundle.ts'
import { type BundleMaterial, parseMaterial } from './bundle-material.ts'
import { bytes, isUnset, message } from './proto-json.ts'

/** A Sigstore bundle with a signature over bytes, as read and not believed. It holds no statement and can never be evidence. */
export interface MessageBundle extends BundleMaterial {
  /** SHA-256 in hexadecimal, as the bundle says: it has to be that of the artifact. */
  readonly sha256: string
  readonly signature: Uint8Array
}

/** As strict as for envelopes. */
export function parseMessageBundle(value: JsonObject): MessageBundle | Rejection {
  const version = bundleVersion(value)
  if (typeof version !== 'string') return version
  if (!isUnset(value['dsseEnvelope'])) return reject('bundle-malformed', 'dsseEnvelope')
  const signed = message(value['messageSignature'], ['messageDigest', 'signature'])
  const { algorithm, digest } = message(signed?.['messageDigest'], ['algorithm', 'digest']) ?? {}
  const signature = bytes(signed?.['signature'])
  const sha256 = bytes(digest)
  if (signature === undefined || sha256 === undefined || algorithm !== 'SHA2_256') {
    return reject('bundle-malformed', 'messageSignature')
  }
  const material = parseMaterial(value['verificationMaterial'], version)
  return isRejection(material) ? material : { ...material, signature, sha256: Buffer.from(sha256).toString('hex') }
}
