import { isJsonObject, type JsonObject, readJsonObject, type Subject } from '@pawl/core'

/** Bytes of one manifest or index; registries refuse larger ones (OCI distribution specification, "Pushing Manifests"). */
export const MAX_MANIFEST_BYTES = 4_194_304

export const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json'
export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json'
const INDEX_TYPES = [INDEX_TYPE, 'application/vnd.docker.distribution.manifest.list.v2+json']
const MANIFEST_TYPES = [MANIFEST_TYPE, 'application/vnd.docker.distribution.manifest.v2+json']
export const IMAGE_TYPES: readonly string[] = [...MANIFEST_TYPES, ...INDEX_TYPES]

/** A manifest or an index. What is both is neither: two readers would see two images (C81, GHSA-77vh-xpmg-72qh). */
export function readManifestBytes(bytes: Uint8Array): JsonObject | undefined {
  const value = readJsonObject(bytes)
  if (value === undefined) return undefined
  return 'manifests' in value && ('layers' in value || 'config' in value) ? undefined : value
}

/**
 * An image as a registry gives it: what it is must be said the same by the header, by its own `mediaType` where it has one, and by its members
 * (C81). `contentType` is the header without parameters.
 */
export function isUnambiguousImage(manifest: JsonObject, contentType: string): boolean {
  const own = manifest['mediaType']
  if (own !== undefined && own !== contentType) return false
  if (INDEX_TYPES.includes(contentType)) return Array.isArray(manifest['manifests'])
  return MANIFEST_TYPES.includes(contentType) && Array.isArray(manifest['layers']) && isJsonObject(manifest['config'])
}

/** OCI 1.1 `subject`. Whoever pushes the manifest writes it: it decides what is looked at, never what is believed. */
export function refersTo(manifest: JsonObject, subject: Subject): boolean {
  const of = manifest['subject']
  return of !== undefined && isJsonObject(of) && of['digest'] === subject.digest
}
