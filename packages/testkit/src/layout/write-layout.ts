import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { digestTag, type LegacyAttestation, legacyManifest, type Referrer } from './attachment.ts'
import { type Blob, type Descriptor, MEDIA, manifestBlob } from './oci-blob.ts'

export interface LayoutContent {
  /** By manifest digest: the manifest first, then what it needs. */
  readonly images: ReadonlyMap<string, readonly Blob[]>
  /** Images that an index names; they are not listed by themselves. */
  readonly children: ReadonlySet<string>
  readonly tags: ReadonlyMap<string, string>
  readonly referrers: readonly Referrer[]
  readonly legacy: readonly LegacyAttestation[]
  readonly referrersTag: boolean
}

interface Written {
  readonly listed: readonly Descriptor[]
  readonly blobs: readonly Blob[]
}

const REF_NAME = 'org.opencontainers.image.ref.name'
const named = (descriptor: Descriptor, name: string): Descriptor => ({
  ...descriptor,
  annotations: { ...descriptor.annotations, [REF_NAME]: name },
})

/** OCI image-spec, "Image Layout": blobs by digest, `oci-layout`, `index.json`. */
export function writeLayout(directory: string, content: LayoutContent): void {
  mkdirSync(directory, { recursive: true })
  if (readdirSync(directory).length > 0) throw new TypeError('the directory is not empty')
  const parts = [writtenImages(content), writtenReferrers(content), writtenLegacy(content)]
  const blobDirectory = join(directory, 'blobs', 'sha256')
  mkdirSync(blobDirectory, { recursive: true })
  for (const { bytes, descriptor } of parts.flatMap(({ blobs }) => blobs)) {
    writeFileSync(join(blobDirectory, descriptor.digest.slice('sha256:'.length)), bytes)
  }
  writeFileSync(join(directory, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }))
  const manifests = parts.flatMap(({ listed }) => listed)
  writeFileSync(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, mediaType: MEDIA.index, manifests }))
}

function writtenImages({ images, children, tags }: LayoutContent): Written {
  const listed = [...images].flatMap(([digest, [manifest]]) => {
    if (manifest === undefined) return []
    const names = [...tags].filter(([, tagged]) => tagged === digest).map(([name]) => name)
    if (names.length === 0 && !children.has(digest)) return [manifest.descriptor]
    return names.map((name) => named(manifest.descriptor, name))
  })
  return { listed, blobs: [...images.values()].flat() }
}

function writtenReferrers({ referrers, referrersTag }: LayoutContent): Written {
  const fallbacks = referrersTag ? fallbackIndexes(referrers) : []
  return {
    listed: [...referrers.map(({ listed }) => listed), ...fallbacks.map(({ listed }) => listed)],
    blobs: [...referrers.flatMap(({ manifest, parts }) => [manifest, ...parts]), ...fallbacks.map(({ blob }) => blob)],
  }
}

/** OCI distribution-spec, "Referrers Tag Schema". */
function fallbackIndexes(referrers: readonly Referrer[]): { listed: Descriptor; blob: Blob }[] {
  return [...Map.groupBy(referrers, ({ subject }) => subject)].map(([subject, group]) => {
    const blob = manifestBlob(MEDIA.index, { manifests: group.map(({ listed }) => listed) })
    return { listed: named(blob.descriptor, digestTag(subject, '')), blob }
  })
}

function writtenLegacy({ legacy }: LayoutContent): Written {
  const manifests = [...Map.groupBy(legacy, ({ subject }) => subject)].map(([subject, group]) => {
    const [manifest, config] = legacyManifest(group)
    const blobs = [manifest, config, ...group.map(({ layer }) => layer)]
    return { listed: named(manifest.descriptor, digestTag(subject, '.att')), blobs }
  })
  return { listed: manifests.map(({ listed }) => listed), blobs: manifests.flatMap(({ blobs }) => blobs) }
}
