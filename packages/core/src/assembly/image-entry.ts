import type { ImageEntry, ImageSummary, InputDocument } from '@pawl/document'
import type { ImageReference } from '../reference/image-reference.ts'

/** What the engine sees of one image: its summary under the reference of the request. The engine sees nothing else (see `inputDocument`). */
export function imageEntry(
  reference: string,
  { repository, name }: Pick<ImageReference, 'repository' | 'name'>,
  summary: ImageSummary,
): ImageEntry {
  const { digest, verifiedAt, validUntil, trust, claims } = summary
  return { reference, repository, name, digest, verifiedAt, validUntil, trust, claims }
}

/** What the engine sees: these members, and no others. `now` is written by whoever asks, at the moment of asking. */
export function inputDocument(images: readonly ImageEntry[], now: number): InputDocument {
  return { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now, images }
}
