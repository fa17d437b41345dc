import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { Fault, type ImageReference, parseImageReference, pinSubject, type Subject } from '@pawl/core'
import { readIndex, readManifest } from './oci-layout/layout.ts'
import { readCapture } from './registry/capture/read-capture.ts'
import type { RegistrySession } from './registry/registry-session.ts'

/** What is to be judged, and by which name policies know it. */
export interface ResolvedSubject {
  /** As it was asked for. */
  readonly reference: string
  readonly repository: string
  readonly name: string
  readonly subject: Subject
  /** The image layout it lies in: evidence lies beside it. */
  readonly layout: string | undefined
  /** Whether it is in a registry: evidence may lie beside it there. */
  readonly isRemote: boolean
}

const REFERENCE = 'org.opencontainers.image.ref.name'
// How `cosign save` marks the image among what it saved with it.
const SAVED_IMAGE = /^dev\.cosignproject\.cosign\/image(Index)?$/

/**
 * `REGISTRY/NAME[:TAG]`, `REGISTRY/NAME[:TAG]@sha256:...`, `oci:DIR[:TAG|@DIGEST]`, `file:PATH` (hashed here) or `sha256:...`. Where a digest is given
 * it counts, and nothing is asked; a tag is resolved once, by the session, and refused without one. Throws Fault `reference-invalid`,
 * `source-unreadable`, `registry-not-allowed`, `image-unavailable` or `image-ambiguous`.
 */
export async function resolveSubject(text: string, session?: RegistrySession): Promise<ResolvedSubject> {
  if (text.startsWith('oci:')) return resolveLayout(text)
  if (text.startsWith('file:')) return resolveFile(text)
  if (text.startsWith('sha256:')) return local(text, 'digest', text, undefined, new Map())
  const reference = parseImageReference(text)
  const digest = reference.digest ?? (await resolveTag(reference, text, session))
  const { repository, name } = reference
  return {
    reference: text,
    repository,
    name,
    subject: pinSubject(digest, new Map()),
    layout: undefined,
    isRemote: true,
  }
}

/** Whether a subject is in a registry, as it is written: no file, no folder, no bare digest. */
export function isRegistryReference(text: string): boolean {
  return !/^(oci|file|sha256):/.test(text)
}

async function resolveTag(
  reference: ImageReference,
  text: string,
  session: RegistrySession | undefined,
): Promise<string> {
  if (session !== undefined) return (await session.image(reference)).digest
  throw new Fault('reference-invalid', 'name the image by digest: a tag can point to something else at any time', text)
}

/** Both digests are computed, so that a statement which names both must agree on both (C13). */
async function resolveFile(text: string): Promise<ResolvedSubject> {
  const path = text.slice('file:'.length)
  const sha256 = createHash('sha256')
  const sha512 = createHash('sha512')
  try {
    for await (const part of createReadStream(path)) {
      sha256.update(part)
      sha512.update(part)
    }
  } catch {
    throw new Fault('source-unreadable', 'the file cannot be read', path)
  }
  return local(
    text,
    basename(path),
    `sha256:${sha256.digest('hex')}`,
    undefined,
    new Map([['sha512', sha512.digest('hex')]]),
  )
}

function resolveLayout(text: string): ResolvedSubject {
  const [, folder = '', digest, tag] = /^oci:([^:@]+)(?:@(sha256:[0-9a-f]{64})|:(.+))?$/.exec(text) ?? []
  if (folder === '') throw new Fault('reference-invalid', 'write oci:DIR, oci:DIR:TAG or oci:DIR@sha256:...', text)
  const found = digest ?? onlyImage(folder, tag, text)
  // The bytes are hashed here (C80): what is judged is what lies there, not what an index says of it.
  if (readManifest(folder, found) === undefined) {
    throw new Fault('reference-invalid', 'the image layout has no manifest whose bytes are what its digest says', text)
  }
  const captured = tag === undefined ? readCapture(folder) : undefined
  if (captured?.digest === found) {
    const { repository, name } = captured
    return { repository, name, reference: text, subject: pinSubject(found, new Map()), layout: folder, isRemote: false }
  }
  return tag === undefined || !tag.includes('/')
    ? local(text, basename(folder), found, folder, new Map())
    : { ...underName(tag), reference: text, subject: pinSubject(found, new Map()), layout: folder, isRemote: false }
}

/** The digest of the one image of that tag; without a tag, of the one image that has any. */
function onlyImage(folder: string, tag: string | undefined, text: string): string {
  const names = readIndex(folder).map(({ digest, annotations }) => ({
    digest,
    name: annotations[REFERENCE],
    saved: SAVED_IMAGE.test(String(annotations['kind'])),
  }))
  const images = names.filter(
    ({ name, saved }) => !isAttachment(name) && (tag === undefined ? name !== undefined || saved : name === tag),
  )
  const [only, ...more] = images
  if (only === undefined) throw new Fault('reference-invalid', 'the image layout has no image of that tag', text)
  if (more.length > 0)
    throw new Fault('reference-invalid', 'the image layout has several such images: name a tag or a digest', text)
  return only.digest
}

/** A tag that is a whole reference, as `skopeo` and `docker buildx` write it, names the repository: the operator typed it. */
function underName(tag: string): Pick<ResolvedSubject, 'repository' | 'name'> {
  const { repository, name } = parseImageReference(tag)
  return { repository, name }
}

function isAttachment(name: unknown): boolean {
  return typeof name === 'string' && /^sha256-[0-9a-f]{64}(\.att|\.sig|\.sbom)?$/.test(name)
}

/** What has no repository is `local/...`: no registry reference is ever spelt so, and a policy that means it must say so. */
function local(
  reference: string,
  written: string,
  digest: string,
  layout: string | undefined,
  others: ReadonlyMap<string, string>,
): ResolvedSubject {
  const name =
    written
      .toLowerCase()
      .replaceAll(/[^a-z0-9._-]+/g, '-')
      .slice(0, 128) || 'unnamed'
  return { reference, repository: `local/${name}`, name, subject: pinSubject(digest, others), layout, isRemote: false }
}
