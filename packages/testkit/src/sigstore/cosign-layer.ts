import { encodeEnvelope } from '../envelope.ts'
import type { Annotations } from '../layout/oci-blob.ts'
import { pemOf } from './certificate.ts'
import type { BundleJson } from './fake-sigstore.ts'

/** A layer of a `.att` manifest: the envelope, and what cosign puts beside it. */
export interface CosignLayer {
  readonly bytes: Uint8Array
  readonly annotations: Annotations
}

/** The same signature as cosign wrote it before bundles (ATTESTATION_SPEC.md). Only a Rekor v1 entry with its promise can be written so. */
export function cosignLayer({ dsseEnvelope, verificationMaterial }: BundleJson): CosignLayer {
  if (dsseEnvelope === undefined) throw new TypeError('only envelopes are layers')
  const { x509CertificateChain, certificate, tlogEntries = [], timestampVerificationData } = verificationMaterial
  const [leaf, ...chain] = (x509CertificateChain?.certificates ?? [certificate]).flatMap((each) =>
    each === undefined ? [] : [pemOf(Buffer.from(each.rawBytes, 'base64'))],
  )
  const [entry] = tlogEntries
  const [stamp] = timestampVerificationData?.rfc3161Timestamps ?? []
  const annotations = {
    'dev.cosignproject.cosign/signature': '',
    ...(leaf !== undefined && { 'dev.sigstore.cosign/certificate': leaf }),
    ...(chain.length > 0 && { 'dev.sigstore.cosign/chain': chain.join('') }),
    ...(entry && { 'dev.sigstore.cosign/bundle': rekorBundle(entry) }),
    ...(stamp && {
      'dev.sigstore.cosign/rfc3161timestamp': JSON.stringify({ SignedRFC3161Timestamp: stamp.signedTimestamp }),
    }),
  }
  return { bytes: encodeEnvelope(dsseEnvelope), annotations }
}

function rekorBundle(entry: NonNullable<BundleJson['verificationMaterial']['tlogEntries']>[number]): string {
  return JSON.stringify({
    SignedEntryTimestamp: entry.inclusionPromise?.signedEntryTimestamp,
    Payload: {
      body: entry.canonicalizedBody,
      integratedTime: Number(entry.integratedTime),
      logIndex: Number(entry.logIndex),
      logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
    },
  })
}
