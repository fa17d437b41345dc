import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What one repository of a registry holds. Anything in it may be changed: whoever runs a registry can. */
export interface RegistryContent {
  readonly blobs: Map<string, Uint8Array>
  /** Digests by tag. */
  readonly tags: Map<string, string>
  /** The API of OCI 1.1; false for a registry that answers 404. */
  referrersApi: boolean
}

interface Named {
  readonly digest: string
  readonly annotations?: Readonly<Record<string, string>>
}

/** The content of an image layout on disk, as pushed: tags by the names in its index. */
export function contentOf(directory: string): RegistryContent {
  const folder = join(directory, 'blobs/sha256')
  const blobs = new Map(readdirSync(folder).map((hex) => [`sha256:${hex}`, readFileSync(join(folder, hex))]))
  const index: { manifests: readonly Named[] } = JSON.parse(readFileSync(join(directory, 'index.json'), 'utf8'))
  const tags = new Map<string, string>()
  for (const { digest, annotations } of index.manifests) {
    const name = annotations?.['org.opencontainers.image.ref.name']
    if (name !== undefined) tags.set(name, digest)
  }
  return { blobs, tags, referrersApi: true }
}

/** A manifest or an index as JSON; undefined for anything else. */
export function manifestIn(content: RegistryContent, digest: string): Manifest | undefined {
  const bytes = content.blobs.get(digest)
  if (bytes === undefined || bytes[0] !== '{'.charCodeAt(0)) return undefined
  const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
  return isManifest(value) ? value : undefined
}

export interface Manifest {
  readonly mediaType: string
  readonly artifactType?: string
  readonly subject?: { readonly digest: string }
  readonly annotations?: Readonly<Record<string, string>>
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'mediaType' in value && typeof value.mediaType === 'string'
}
