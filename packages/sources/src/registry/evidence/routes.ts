import { type AnswerCode, isUnanswered, type Unanswered } from '../../answer-codes.ts'
import { mayBeEvidence } from '../../evidence-media-types.ts'
import type { Received } from '../../http/exchange.ts'
import { type Descriptor, descriptors } from '../../oci-descriptor.ts'
import { INDEX_TYPE, MAX_MANIFEST_BYTES, readManifestBytes } from '../../oci-manifest.ts'
import type { RegistryClient } from '../registry-client.ts'
import { fromBothEnds, inTurn } from './from-both-ends.ts'
import { nextPage } from './next-page.ts'
import type { Recorder } from './recorder.ts'

const MAX_PAGES = 32
const MAX_LISTED = 10_000

/** What one way to evidence leads to, in the order in which it is fetched. */
export interface Listing {
  readonly kind: 'layer' | 'referrer'
  readonly listed: readonly Descriptor[]
  /** Whether there was an answer, were it that there is nothing. */
  readonly answered: boolean
  /** Why it may not be all. */
  readonly code: AnswerCode | undefined
}

/** One way to evidence about a digest. All are gone, always: each can be emptied by somebody else, and none says that another is empty. */
export interface Route {
  /** For people, and unique among the routes of an image. */
  readonly name: string
  readonly list: () => Promise<Listing>
}

/** `client`: whose tags and referrers count. `digest`: of the image. */
export function routesOf(client: RegistryClient, digest: string, recorder: Recorder): readonly Route[] {
  const { registry, path } = client.endpoint
  const tag = digest.replace(':', '-')
  return [
    { name: `${registry}/${path}:${tag}.att`, list: () => attachedLayers(client, `${tag}.att`, recorder) },
    { name: `${registry}/${path} referrers of ${digest}`, list: () => referrers(client, digest) },
    { name: `${registry}/${path}:${tag}`, list: () => taggedReferrers(client, tag) },
  ]
}

/** cosign's `sha256-<hex>.att`: one manifest, a layer for each attestation. */
async function attachedLayers(client: RegistryClient, tag: string, recorder: Recorder): Promise<Listing> {
  const found = await client.manifest(tag, MAX_MANIFEST_BYTES)
  if (isUnanswered(found)) return nothing('layer', found)
  recorder.manifest(found, tag)
  const layers = descriptors(found.manifest['layers']).filter(({ mediaType }) => mayBeEvidence(mediaType))
  return listing('layer', fromBothEnds(layers.slice(0, MAX_LISTED)), layers.length > MAX_LISTED)
}

/** The fallback of OCI 1.1 for registries without the referrers API: an index under the tag `sha256-<hex>`. */
async function taggedReferrers(client: RegistryClient, tag: string): Promise<Listing> {
  const found = await client.manifest(tag, MAX_MANIFEST_BYTES)
  if (isUnanswered(found)) return nothing('referrer', found)
  const listed = descriptors(found.manifest['manifests'])
  return listing('referrer', likeliestFirst(listed.slice(0, MAX_LISTED)), listed.length > MAX_LISTED)
}

/** The referrers API, page by page. */
async function referrers(client: RegistryClient, digest: string): Promise<Listing> {
  const listed: Descriptor[] = []
  const seen: Listing = { kind: 'referrer', listed: [], answered: true, code: 'over-budget' }
  let url = client.url(`referrers/${digest}`)
  for (let page = 0; page < MAX_PAGES && listed.length < MAX_LISTED; page += 1) {
    const received = await client.get(url, [INDEX_TYPE], MAX_MANIFEST_BYTES)
    if (isUnanswered(received) && page === 0) return nothing('referrer', received)
    const read = readPage(received, url)
    listed.push(...read.listed.slice(0, MAX_LISTED - listed.length))
    if (!(read.next instanceof URL)) return { ...seen, listed: likeliestFirst(listed), code: read.next }
    url = read.next
  }
  return { ...seen, listed: likeliestFirst(listed) }
}

/** `next`: where the list goes on, why it cannot, or undefined where it ends. */
interface Page {
  readonly listed: readonly Descriptor[]
  readonly next: URL | AnswerCode | undefined
}

function readPage(received: Received | Unanswered, url: URL): Page {
  if (isUnanswered(received)) return { listed: [], next: received.code }
  const manifests = readManifestBytes(received.bytes)?.['manifests']
  if (!Array.isArray(manifests)) return { listed: [], next: 'content-invalid' }
  const next = nextPage(received.headers['link'], url)
  return { listed: descriptors(manifests), next: next === 'elsewhere' ? 'redirect-refused' : next }
}

/** What is said to be evidence takes turns with the rest: an old client says nothing or something else, and a label proves nothing (C10). */
function likeliestFirst(listed: readonly Descriptor[]): readonly Descriptor[] {
  const labelled = listed.filter(({ artifactType }) => artifactType !== undefined && mayBeEvidence(artifactType))
  const known = new Set(labelled)
  const others = listed.filter((each) => !known.has(each))
  return inTurn([fromBothEnds(labelled), fromBothEnds(others)])
}

function listing(kind: Listing['kind'], listed: readonly Descriptor[], isCut: boolean): Listing {
  return { kind, listed, answered: true, code: isCut ? 'over-budget' : undefined }
}

/** "Not there" is an answer: most images have no `.att`, and many registries have no referrers. */
function nothing(kind: Listing['kind'], { code }: Unanswered): Listing {
  const answered = code === 'not-found'
  return { kind, listed: [], answered, code: answered ? undefined : code }
}
