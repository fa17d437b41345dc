import { isJsonObject, type JsonObject } from '@pawl/core'
import type { Piece } from './piece.ts'

/**
 * The bundles of what the attestation APIs of GitHub and npm answer: `{ attestations: [{ bundle, ... }] }`. The labels beside a bundle are anybody's
 * (C10, C11): none is read. Undefined where it is no such listing.
 */
export function listedBundles(value: JsonObject): Iterable<Piece> | undefined {
  const { attestations } = value
  if (!Array.isArray(attestations) || 'mediaType' in value || 'payload' in value) return undefined
  return pieces(attestations)
}

/** One at a time: whoever has enough stops asking. */
function* pieces(attestations: readonly JsonObject[string][]): Generator<Piece> {
  for (const [index, each] of attestations.entries()) yield listedBundle(each, `attestations[${index}]`)
}

function listedBundle(value: JsonObject[string], at: string): Piece {
  const entry = isJsonObject(value) ? value : {}
  const { bundle, bundle_url: url } = entry
  if (isJsonObject(bundle)) return { at, bytes: Buffer.from(JSON.stringify(bundle)) }
  return { at, missing: typeof url === 'string' ? 'is named by a URL only: ask the API for it' : 'has no bundle' }
}
