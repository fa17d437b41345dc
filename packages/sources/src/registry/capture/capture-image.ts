import { type ImageReference, isJsonObject, parseImageReference, pinSubject } from '@pawl/core'
import { isUnanswered } from '../../answer-codes.ts'
import type { EvidenceSource, SourceAnswer, SourceLimits } from '../../evidence-source.ts'
import { descriptors } from '../../oci-descriptor.ts'
import type { Recorder } from '../evidence/recorder.ts'
import type { FetchedManifest } from '../registry-client.ts'
import { firstAnswer, type RegistrySession } from '../registry-session.ts'
import { registrySource } from '../source.ts'

/** An image and all that could be fetched of its evidence. Everything in it was hashed. */
export interface Capture {
  /** As it was asked for. */
  readonly reference: string
  readonly repository: string
  readonly image: FetchedManifest
  /** Its name in the layout: a whole reference. */
  readonly imageName: string
  /** What belongs to the image, with the tag that it was found under, if any. */
  readonly attached: readonly Attached[]
  /** Everything below the manifests, by digest. */
  readonly blobs: ReadonlyMap<string, Uint8Array>
  readonly answer: SourceAnswer
  /** What other sources gave about the image. */
  readonly elsewhere: readonly SourceAnswer[]
}

export interface Attached {
  readonly fetched: FetchedManifest
  readonly tag: string | undefined
}

/** A config is empty, or a few lines; layouts without are refused by other tools. */
const MAX_CONFIG_BYTES = 65_536

/** Asks for the image and its evidence, and others about it. Throws what `RegistrySession.image` throws; evidence that did not come is in the answer. */
export async function captureImage(
  text: string,
  session: RegistrySession,
  others: readonly EvidenceSource[],
  limits: SourceLimits,
): Promise<Capture> {
  const reference = parseImageReference(text)
  const { repository } = reference
  const image = await session.image(reference)
  const attached = new Map<string, Attached>()
  const blobs = new Map<string, Uint8Array>()
  const recorder: Recorder = {
    manifest: (fetched, tag) => attached.set(fetched.digest, { fetched, tag }),
    blob: (digest, bytes) => blobs.set(digest, bytes),
  }
  const subject = pinSubject(image.digest, new Map())
  const answer = await registrySource(session, repository, recorder).envelopesOf(subject, limits)
  for (const { fetched } of attached.values()) await addConfig(fetched, session, repository, blobs)
  const elsewhere: SourceAnswer[] = []
  for (const other of others) elsewhere.push(await other.envelopesOf(subject, limits))
  return {
    reference: text,
    repository,
    image,
    imageName: nameOf(reference, image),
    attached: [...attached.values()],
    blobs,
    answer,
    elsewhere,
  }
}

/** With a digest in the reference the tag counts for nothing, and is not kept either. */
function nameOf({ repository, tag = 'latest', digest }: ImageReference, image: FetchedManifest): string {
  return digest === undefined ? `${repository}:${tag}` : `${repository}@${image.digest}`
}

async function addConfig(
  { manifest }: FetchedManifest,
  session: RegistrySession,
  repository: string,
  blobs: Map<string, Uint8Array>,
): Promise<void> {
  const config = manifest['config']
  const [found] = config !== undefined && isJsonObject(config) ? descriptors([config]) : []
  if (found?.size === undefined || !(found.size <= MAX_CONFIG_BYTES) || blobs.has(found.digest)) return
  const { digest, size } = found
  const bytes = await firstAnswer(session.clientsOf(repository), (client) => client.blob(digest, size))
  if (!isUnanswered(bytes)) blobs.set(digest, bytes)
}
