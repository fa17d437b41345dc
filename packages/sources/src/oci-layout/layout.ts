import { join } from 'node:path'
import { Fault, type JsonObject, readJsonObject, sha256Digest } from '@pawl/core'
import { type Descriptor, DIGEST, descriptors } from '../oci-descriptor.ts'
import { MAX_MANIFEST_BYTES, readManifestBytes } from '../oci-manifest.ts'
import { readBounded } from '../read-bounded.ts'

/** The descriptors in the layout's own index. Throws Fault `source-unreadable` where the folder is no image layout. */
export function readIndex(folder: string): readonly Descriptor[] {
  const bytes = readBounded(join(folder, 'index.json'), MAX_MANIFEST_BYTES)
  const index = readJsonObject(bytes)
  if (index === undefined) throw new Fault('source-unreadable', 'index.json is not an image index', folder)
  return descriptors(index['manifests'])
}

/** A blob, hashed here: undefined unless its bytes are what its digest says (C80), and at most `limit` of them. */
export function readBlob(folder: string, digest: string, limit: number): Uint8Array | undefined {
  const [, hex] = DIGEST.exec(digest) ?? []
  if (hex === undefined) return undefined
  const bytes = readPresent(join(folder, 'blobs', 'sha256', hex), limit)
  return bytes !== undefined && bytes.length <= limit && sha256Digest(bytes) === digest ? bytes : undefined
}

/** A manifest or index by digest, hashed here. */
export function readManifest(folder: string, digest: string): JsonObject | undefined {
  const bytes = readBlob(folder, digest, MAX_MANIFEST_BYTES)
  return bytes === undefined ? undefined : readManifestBytes(bytes)
}

/** A blob that is not there is evidence that is not there: the caller notes it. */
function readPresent(path: string, limit: number): Uint8Array | undefined {
  try {
    return readBounded(path, limit)
  } catch (error) {
    if (error instanceof Fault) return undefined
    throw error
  }
}
