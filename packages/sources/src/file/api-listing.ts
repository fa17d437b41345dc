import { isJsonObject, type JsonObject } from '@pawl/core'
import type { Piece } from './piece.ts'

/** One attestation of a listing: its bundle, where its bundle is to be fetched, or why there is none. */
export type ListedBundle = Piece | { readonly at: string; readonly url: string }

/**
 * What the attestation APIs of GitHub and npm answer: `{ attestations: [{ bundle, bundle_url, ... }] }`. The labels beside a bundle are anybody's
 * (C10, C11): none is read. Undefined where it is no such listing.
 */
export function attestationsListed(value: JsonObject): Generator<ListedBundle> | undefined {
  const { attestations } = value
  if (!Array.isArray(attestations) || 'mediaType' in value || 'payload' in value) return undefined
  return oneByOne(attestations)
}

/** One at a time: whoever has enough stops asking. */
function* oneByOne(attestations: readonly JsonObject[string][]): Generator<ListedBundle> {
  for (const [index, each] of attestations.entries()) yield listedBundle(each, `attestations[${index}]`)
}

/** The bundles of such an answer that lies in a file: what it only names by URL is not asked for. */
export function listedBundles(value: JsonObject): Iterable<Piece> | undefined {
  const listed = attestationsListed(value)
  return listed && onlyThere(listed)
}

function* onlyThere(listed: Generator<ListedBundle>): Generator<Piece> {
  for (const each of listed) {
    yield 'url' in each ? { at: each.at, missing: 'is named by a URL only: ask the API for it' } : each
  }
}

function listedBundle(value: JsonObject[string], at: string): ListedBundle {
  const entry = isJsonObject(value) ? value : {}
  const { bundle, bundle_url: url } = entry
  if (isJsonObject(bundle)) return { at, bytes: Buffer.from(JSON.stringify(bundle)) }
  return typeof url === 'string' ? { at, url } : { at, missing: 'has no bundle' }
}
