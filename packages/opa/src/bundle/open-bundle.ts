import type { JsonValue } from '@pawl/document'
import type { BundleKey } from './bundle-key.ts'
import { type BundleRejection, isBundleRejection, refuse } from './bundle-rejection.ts'
import { checkRevision, contentDigest, type LeastBundle, readRevision } from './bundle-revision.ts'
import { DATA, isUnsupported, MANIFEST, MODULE } from './file-name.ts'
import { unpackGzip } from './gzip.ts'
import { type Manifest, readManifest } from './manifest.ts'
import { type BundleFiles, readTar } from './read-tar.ts'
import { checkSignature } from './signed-files.ts'
import { readStrictJson } from './strict-json.ts'

/** What makes a bundle the operator's: nothing of it is optional. */
export interface OpaBundlePins {
  /** One of these signed it. With none, no bundle is opened. */
  readonly keys: readonly BundleKey[]
  readonly revisions: LeastBundle
}

/** A bundle that one of the keys signed, whole, and not older than what was seen. */
export interface OpenedBundle {
  readonly revision: number
  /** Of the content, `sha256:` and hex. */
  readonly digest: string
  /** Entrypoints that its module has, by its manifest. */
  readonly entrypoints: readonly string[]
  /** Undefined in a bundle that holds Rego alone. */
  readonly module: Uint8Array<ArrayBuffer> | undefined
  /** An empty object where there is none. */
  readonly data: JsonValue
  /** Names, in the order of the archive. */
  readonly files: readonly string[]
}

/**
 * The one door from bytes to a bundle of OPA: archive, then signature, then content, then revision. Pure. Times in the token count for nothing, as in
 * OPA: what ends a bundle is a higher revision, and the age that `liveEngine` is given.
 */
export function openBundle(bytes: Uint8Array, { keys, revisions }: OpaBundlePins): OpenedBundle | BundleRejection {
  const archive = unpackGzip(bytes)
  const files = archive === undefined ? refuse('bundle-unreadable') : readTar(archive)
  if (isBundleRejection(files)) return files
  const unsupported = [...files.keys()].find(isUnsupported)
  if (unsupported !== undefined) return refuse('bundle-file-unsupported', unsupported)
  return checkSignature(files, keys) ?? readContent(files, revisions)
}

/** Of files that are signed. */
function readContent(files: BundleFiles, revisions: LeastBundle): OpenedBundle | BundleRejection {
  const manifest = manifestIn(files)
  const data = dataIn(files)
  const digest = contentDigest(files)
  if (manifest === undefined) return refuse('bundle-manifest-invalid')
  if (data === undefined || digest === undefined) return refuse('bundle-data-invalid')
  const revision = readRevision(manifest.revision, digest)
  if (isBundleRejection(revision)) return revision
  const older = checkRevision(revision, revisions)
  if (older !== undefined) return older
  const module = files.get(MODULE)
  return {
    ...revision,
    entrypoints: manifest.entrypoints,
    module: module === undefined ? undefined : Uint8Array.from(module),
    data,
    files: [...files.keys()],
  }
}

function manifestIn(files: BundleFiles): Manifest | undefined {
  const content = files.get(MANIFEST)
  return content === undefined ? undefined : readManifest(content)
}

function dataIn(files: BundleFiles): JsonValue | undefined {
  const content = files.get(DATA)
  if (content === undefined) return {}
  const data = readStrictJson(content)?.value
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? data : undefined
}
