import { existsSync } from 'node:fs'
import { Fault, type SignedBytes, sha256Digest } from '@pawl/core'
import { readBounded } from '@pawl/sources'

const DIGEST = /^sha256:([0-9a-f]{64})$/
const MAX_ARTIFACT_BYTES = 268_435_456

/** As the protocol says: a digest is one by its look, unless a file has that name. */
export function readArtifact(text: string): SignedBytes {
  const sha256 = DIGEST.exec(text)?.[1]
  if (sha256 !== undefined && !existsSync(text)) return { sha256, bytes: undefined }
  const bytes = readBounded(text, MAX_ARTIFACT_BYTES)
  if (bytes.length > MAX_ARTIFACT_BYTES) throw new Fault('source-unreadable', 'it is larger than 256 MiB', text)
  return { sha256: sha256Digest(bytes).replace('sha256:', ''), bytes }
}
