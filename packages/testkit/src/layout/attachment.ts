import { type DsseEnvelope, encodeEnvelope } from '../envelope.ts'
import { type Annotations, type Blob, blobOf, type Descriptor, jsonBlob, MEDIA, manifestBlob } from './oci-blob.ts'

export interface BundleAttachment {
  /** What the annotations claim; nothing checks it against the bundle. */
  readonly predicateType?: string
  readonly annotations?: Annotations
  readonly artifactType?: string
}

/** A manifest that refers to an image, with everything it needs. */
export interface Referrer {
  readonly subject: string
  readonly manifest: Blob
  readonly listed: Descriptor
  readonly parts: readonly Blob[]
}

/** cosign's BUNDLE_SPEC: one layer with the bundle, an empty config, the image as subject. */
export function bundleReferrer(subject: Descriptor, bundle: object, attachment: BundleAttachment): Referrer {
  const { artifactType = MEDIA.bundle, predicateType } = attachment
  const config = jsonBlob(MEDIA.emptyConfig, {})
  const layer = jsonBlob(MEDIA.bundle, bundle)
  const annotations: Annotations = {
    'org.opencontainers.image.created': '2026-01-01T00:00:00Z',
    'dev.sigstore.bundle.content': 'dsseEnvelope' in bundle ? 'dsse-envelope' : 'message-signature',
    ...(predicateType === undefined ? {} : { 'dev.sigstore.bundle.predicateType': predicateType }),
    ...attachment.annotations,
  }
  const { mediaType, digest, size } = subject
  const manifest = manifestBlob(MEDIA.manifest, {
    artifactType,
    config: config.descriptor,
    layers: [layer.descriptor],
    subject: { mediaType, digest, size },
    annotations,
  })
  return {
    subject: digest,
    manifest,
    listed: { ...manifest.descriptor, artifactType, annotations },
    parts: [config, layer],
  }
}

/** One layer of a `.att` manifest. */
export interface LegacyAttestation {
  readonly subject: string
  readonly layer: Blob
  readonly annotations: Annotations
}

export function legacyAttestation(
  subject: string,
  envelope: DsseEnvelope,
  annotations: Annotations,
): LegacyAttestation {
  return {
    subject,
    layer: blobOf(MEDIA.envelope, encodeEnvelope(envelope)),
    // cosign writes an empty signature here: the envelope holds its own.
    annotations: { 'dev.cosignproject.cosign/signature': '', ...annotations },
  }
}

/** cosign's ATTESTATION_SPEC: one manifest holds all attestations of an image. */
export function legacyManifest(attestations: readonly LegacyAttestation[]): readonly [manifest: Blob, config: Blob] {
  const layers = attestations.map(({ layer, annotations }) => ({ ...layer.descriptor, annotations }))
  const config = jsonBlob(MEDIA.config, {
    architecture: '',
    os: '',
    config: {},
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  })
  return [manifestBlob(MEDIA.manifest, { config: config.descriptor, layers }), config]
}

/** `sha256:<hex>` as cosign and the referrers fallback write it into a tag. */
export const digestTag = (digest: string, suffix: '' | '.att'): string => `${digest.replace(':', '-')}${suffix}`
