import type { JsonObject, Subject } from '@pawl/core'
import { Basket } from '../basket.ts'
import { mayBeEvidence } from '../evidence-media-types.ts'
import type { EvidenceSource, SourceLimits } from '../evidence-source.ts'
import { layerAttachment } from '../layer-attachment.ts'
import { type Descriptor, descriptors } from '../oci-descriptor.ts'
import { refersTo } from '../oci-manifest.ts'
import { withCapturedEvidence } from '../registry/capture/captured-evidence.ts'
import { readCapture } from '../registry/capture/read-capture.ts'
import { readBlob, readIndex, readManifest } from './layout.ts'

const UNREADABLE = 'is not a manifest whose bytes are what its digest says'
const REFERENCE = 'org.opencontainers.image.ref.name'
const SAVED_ATTESTATIONS = 'dev.cosignproject.cosign/atts'

/**
 * An OCI image layout: manifests that refer to the subject (OCI 1.1 `subject`, or the fallback tag `sha256-<hex>`) and cosign's
 * `sha256-<hex>.att`. All of these are found by what anybody may write: they decide what is looked at, never what is believed.
 */
export function ociLayoutSource(folder: string): EvidenceSource {
  return {
    name: folder,
    envelopesOf: (subject, limits) => {
      const basket = new Basket(folder, limits)
      const capture = readCapture(folder)
      for (const code of capture?.codes ?? []) basket.note(folder, 'was captured with parts missing', code)
      const attached = attachedTo(folder, subject, limits, basket)
      // A capture holds evidence alone: what was built into the image is not missing there.
      const own = capture === undefined ? builtInto(folder, subject, limits, basket) : []
      for (const [digest, manifest] of new Map([...attached, ...own])) {
        addLayers(basket, folder, digest, manifest, limits)
      }
      const answer = basket.answer()
      if (capture === undefined) return Promise.resolve(answer)
      return withCapturedEvidence(folder, answer, subject, limits)
    },
  }
}

/** The manifests to take layers from, by digest; each is read and hashed once. */
function attachedTo(
  folder: string,
  subject: Subject,
  limits: SourceLimits,
  basket: Basket,
): ReadonlyMap<string, JsonObject> {
  const tag = subject.digest.replace(':', '-')
  const listed = readIndex(folder)
  if (listed.length > limits.visits) basket.note(folder, 'lists more manifests than are looked at', 'over-budget')
  const seen = listed.slice(0, limits.visits)
  const fallback = seen.filter((each) => each.annotations[REFERENCE] === tag)
  const named = fallback.flatMap((each) => descriptors(readManifest(folder, each.digest)?.['manifests']))
  if (named.length > limits.visits)
    basket.note(folder, 'refers by tag to more manifests than are looked at', 'over-budget')
  const attached = new Map<string, JsonObject>()
  for (const each of [...seen, ...named.slice(0, limits.visits)]) {
    const manifest = attached.get(each.digest) ?? readOrNote(folder, each, basket)
    // `cosign save` writes a layout of one image, and says by a kind what else is the attestations of it.
    const legacy = each.annotations[REFERENCE] === `${tag}.att` || each.annotations['kind'] === SAVED_ATTESTATIONS
    if (manifest !== undefined && (legacy || refersTo(manifest, subject))) attached.set(each.digest, manifest)
  }
  return attached
}

/** What BuildKit put into the image's own index. It is unsigned, so it will be turned down; whoever looks for it learns why. */
function builtInto(
  folder: string,
  subject: Subject,
  limits: SourceLimits,
  basket: Basket,
): readonly (readonly [string, JsonObject])[] {
  const listed = descriptors(readManifest(folder, subject.digest)?.['manifests']).filter(
    ({ annotations }) => annotations['vnd.docker.reference.type'] === 'attestation-manifest',
  )
  return listed.slice(0, limits.visits).flatMap((each) => {
    const manifest = readOrNote(folder, each, basket)
    return manifest === undefined ? [] : [[each.digest, manifest] as const]
  })
}

/** What cannot be read may have referred to the subject: it is noted, and can only deny. */
function readOrNote(folder: string, { digest }: Descriptor, basket: Basket): JsonObject | undefined {
  const manifest = readManifest(folder, digest)
  if (manifest === undefined) basket.note(digest, UNREADABLE, 'content-invalid')
  return manifest
}

function addLayers(basket: Basket, folder: string, digest: string, manifest: JsonObject, limits: SourceLimits): void {
  const layers = descriptors(manifest['layers']).filter((layer) => mayBeEvidence(layer.mediaType))
  if (layers.length > limits.count) basket.note(digest, 'has more layers than are looked at', 'over-budget')
  for (const layer of layers.slice(0, limits.count)) {
    const bytes = readBlob(folder, layer.digest, limits.bytes)
    if (bytes === undefined)
      basket.note(layer.digest, 'is missing, too large, or not what its digest says', 'content-invalid')
    else basket.add(`${folder}@${layer.digest}`, bytes, layerAttachment(layer.annotations))
  }
}
