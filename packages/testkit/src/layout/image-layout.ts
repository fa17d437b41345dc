import type { DsseEnvelope } from '../envelope.ts'
import {
  type BundleAttachment,
  bundleReferrer,
  type LegacyAttestation,
  legacyAttestation,
  type Referrer,
} from './attachment.ts'
import {
  type Annotations,
  type Blob,
  blobOf,
  type Descriptor,
  jsonBlob,
  MEDIA,
  manifestBlob,
  type Platform,
} from './oci-blob.ts'
import { type LayoutContent, writeLayout } from './write-layout.ts'

export interface ImageParts {
  readonly platform?: Platform
  /** The bytes of the one layer: other text, other digest. */
  readonly content?: string
}

export interface PlatformImage {
  readonly digest: string
  readonly platform: Platform
}

export interface LayoutOptions {
  /** true: list referrers under the fallback tag `sha256-<hex>` as well, as for a registry without the referrers API. */
  readonly referrersTag?: boolean
}

/** An OCI image layout in the making. Digests in, digests out; a digest that was never given out is refused. */
export interface ImageLayout {
  readonly addImage: (parts?: ImageParts) => string
  readonly addIndex: (images: readonly PlatformImage[]) => string
  readonly tag: (digest: string, name: string) => void
  /** A cosign v3 referrer; gives the digest of its manifest. */
  readonly attachBundle: (subject: string, bundle: object, attachment?: BundleAttachment) => string
  /** A layer of cosign's `sha256-<hex>.att`; gives the digest of the layer. */
  readonly attachLegacy: (subject: string, envelope: DsseEnvelope, annotations?: Annotations) => string
  /** Takes back one attestation, by the digest its attaching gave. */
  readonly detach: (digest: string) => void
  /** Refuses a directory that holds anything. */
  readonly write: (directory: string) => void
}

export function imageLayout(options: LayoutOptions = {}): ImageLayout {
  const images = new Map<string, readonly Blob[]>()
  const children = new Set<string>()
  const tags = new Map<string, string>()
  let referrers: readonly Referrer[] = []
  let legacy: readonly LegacyAttestation[] = []

  const known = (digest: string): Descriptor => {
    const [manifest] = images.get(digest) ?? []
    if (manifest === undefined) throw new TypeError('not a digest of this layout')
    return manifest.descriptor
  }

  const add = (manifest: Blob, ...parts: readonly Blob[]): string => {
    images.set(manifest.descriptor.digest, [manifest, ...parts])
    return manifest.descriptor.digest
  }

  const content = (): LayoutContent => ({
    images,
    children,
    tags,
    referrers,
    legacy,
    referrersTag: options.referrersTag ?? false,
  })

  return {
    addImage: (parts = {}) => add(...imageBlobs(parts)),
    addIndex: (platformImages) => {
      const manifests = platformImages.map(({ digest, platform }) => ({ ...known(digest), platform }))
      for (const { digest } of manifests) children.add(digest)
      return add(manifestBlob(MEDIA.index, { manifests }))
    },
    tag: (digest, name) => {
      tags.set(name, known(digest).digest)
    },
    attachBundle: (subject, bundle, attachment = {}) => {
      const referrer = bundleReferrer(known(subject), bundle, attachment)
      referrers = [...referrers, referrer]
      return referrer.manifest.descriptor.digest
    },
    attachLegacy: (subject, envelope, annotations = {}) => {
      const attestation = legacyAttestation(known(subject).digest, envelope, annotations)
      legacy = [...legacy, attestation]
      return attestation.layer.descriptor.digest
    },
    detach: (digest) => {
      const before = referrers.length + legacy.length
      referrers = referrers.filter(({ manifest }) => manifest.descriptor.digest !== digest)
      legacy = legacy.filter(({ layer }) => layer.descriptor.digest !== digest)
      if (referrers.length + legacy.length === before) throw new TypeError('not an attestation of this layout')
    },
    write: (directory) => writeLayout(directory, content()),
  }
}

function imageBlobs({
  platform = { os: 'linux', architecture: 'amd64' },
  content = 'pawl',
}: ImageParts): [Blob, ...Blob[]] {
  const layer = blobOf(MEDIA.layer, Buffer.from(content, 'utf8'))
  const config = jsonBlob(MEDIA.config, {
    ...platform,
    config: { Cmd: ['/app'] },
    rootfs: { type: 'layers', diff_ids: [layer.descriptor.digest] },
  })
  const manifest = manifestBlob(MEDIA.manifest, { config: config.descriptor, layers: [layer.descriptor] })
  return [manifest, config, layer]
}
