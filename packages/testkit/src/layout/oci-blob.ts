import { createHash } from 'node:crypto'

export const MEDIA = {
  bundle: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  config: 'application/vnd.oci.image.config.v1+json',
  emptyConfig: 'application/vnd.oci.empty.v1+json',
  envelope: 'application/vnd.dsse.envelope.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
} as const

export type Annotations = Readonly<Record<string, string>>

export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
}

/** OCI image-spec, "Content Descriptors". */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly artifactType?: string
  readonly platform?: Platform
  readonly annotations?: Annotations
}

export interface Blob {
  readonly bytes: Uint8Array
  readonly descriptor: Descriptor
}

export function blobOf(mediaType: string, bytes: Uint8Array): Blob {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  return { bytes, descriptor: { mediaType, digest, size: bytes.length } }
}

export const jsonBlob = (mediaType: string, value: object): Blob =>
  blobOf(mediaType, Buffer.from(JSON.stringify(value), 'utf8'))

/** A manifest or index whose bytes say its media type too. */
export const manifestBlob = (mediaType: string, value: object): Blob =>
  jsonBlob(mediaType, { schemaVersion: 2, mediaType, ...value })
