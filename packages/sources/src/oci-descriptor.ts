import { isJsonObject, type JsonObject } from '@pawl/core'

/** A content descriptor (OCI image specification, "Descriptor"): only what is needed here. */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  /** Bytes; undefined where none or nonsense is given. */
  readonly size: number | undefined
  readonly artifactType: string | undefined
  readonly annotations: JsonObject
}

export const DIGEST: RegExp = /^sha256:([0-9a-f]{64})$/

/** Those entries of a list that are descriptors with a sha256 digest; anything else names nothing that can be hashed here. */
export function descriptors(value: JsonObject[string] | undefined): readonly Descriptor[] {
  return Array.isArray(value) ? value.flatMap(descriptor) : []
}

function descriptor(value: JsonObject[string]): readonly Descriptor[] {
  if (!isJsonObject(value)) return []
  const { mediaType, digest, size, artifactType, annotations } = value
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !DIGEST.test(digest)) return []
  return [
    {
      mediaType,
      digest,
      size: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : undefined,
      artifactType: typeof artifactType === 'string' ? artifactType : undefined,
      annotations: annotations !== undefined && isJsonObject(annotations) ? annotations : {},
    },
  ]
}
