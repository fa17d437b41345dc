import type { JsonValue } from '@pawl/document'
import type { JsonObject } from '../bytes/strict-json.ts'
import { type Envelope, type EnvelopeSignature, parseEnvelope } from '../dsse/envelope.ts'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import { type BundleMaterial, parseMaterial } from './bundle-material.ts'
import { isUnset, message } from './proto-json.ts'

/** A Sigstore bundle with a DSSE envelope, as read: well-formed, and not yet believed. */
export interface Bundle extends BundleMaterial {
  readonly envelope: Envelope
  /** The only signature of the envelope. */
  readonly signature: EnvelopeSignature
  /** The bytes of the envelope as they lay in a layer that cosign wrote; undefined in a bundle, which keeps no such bytes. */
  readonly layer: Uint8Array | undefined
}

export type BundleVersion = '0.1' | '0.2' | '0.3'

// Exactly these five (C74): `…v0.9+jsonEVIL` and the next version are somebody else's format.
const VERSIONS: ReadonlyMap<unknown, BundleVersion> = new Map<unknown, BundleVersion>([
  ['application/vnd.dev.sigstore.bundle+json;version=0.1', '0.1'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.2', '0.2'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.3', '0.3'],
  ['application/vnd.dev.sigstore.bundle.v0.3+json', '0.3'],
])
const FIELDS = ['mediaType', 'verificationMaterial', 'messageSignature', 'dsseEnvelope']

/** What holds of every bundle, whatever was signed: a media type that is known, and no field but these. */
export function bundleVersion(value: JsonObject): BundleVersion | Rejection {
  const version = VERSIONS.get(value['mediaType'])
  if (version === undefined) return reject('bundle-version-unsupported', 'mediaType')
  return message(value, FIELDS) === undefined ? reject('bundle-malformed', 'bundle') : version
}

/** Reads a bundle strictly (sigstore_bundle.proto, client specification): exact media types, no unknown fields, exactly one signature. */
export function parseBundle(value: JsonObject): Bundle | Rejection {
  const version = bundleVersion(value)
  if (typeof version !== 'string') return version
  if (!isUnset(value['messageSignature'])) return reject('bundle-not-an-envelope', 'messageSignature')
  const signed = parseSigned(value['dsseEnvelope'])
  if (isRejection(signed)) return signed
  const material = parseMaterial(value['verificationMaterial'], version)
  if (isRejection(material)) return material
  return isHintHonest(material, signed.signature)
    ? { ...signed, ...material, layer: undefined }
    : reject('bundle-malformed', 'publicKey.hint')
}

interface Signed {
  readonly envelope: Envelope
  readonly signature: EnvelopeSignature
}

function parseSigned(value: JsonValue | undefined): Signed | Rejection {
  const dsse = message(value, ['payload', 'payloadType', 'signatures'])
  if (dsse === undefined) return reject('bundle-malformed', 'dsseEnvelope')
  const signatures = dsse['signatures']
  // The bundle specification: exactly one signature, others must be rejected. A second one could be what another verifier looks at.
  if (!Array.isArray(signatures) || signatures.length !== 1) return reject('signature-count', 'dsseEnvelope.signatures')
  if (message(signatures[0], ['sig', 'keyid']) === undefined)
    return reject('bundle-malformed', 'dsseEnvelope.signatures')
  const envelope = parseEnvelope(dsse)
  if (isRejection(envelope)) return envelope
  const [signature] = envelope.signatures
  return signature === undefined ? reject('signature-count', 'dsseEnvelope.signatures') : { envelope, signature }
}

// sigstore_bundle.proto, PublicKeyIdentifier: an envelope that names another key than the hint does, or one where the hint names none, is a
// contradiction (C54). An envelope need not name any.
function isHintHonest({ signer }: BundleMaterial, { keyid }: EnvelopeSignature): boolean {
  return signer.kind === 'certificate' || keyid === '' || signer.hint === keyid
}
