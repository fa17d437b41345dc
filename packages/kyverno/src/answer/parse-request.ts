import { isRecord, LIMITS } from '@pawl/document'
import { judgedReferences } from './carried.ts'
import { type Asks, SCHEMA } from './protocol.ts'

/** What a policy asks. */
export interface Asked {
  readonly asks: Asks
  /** Name of the profile that the namespace of the request has; empty where no policy judges (pin). */
  readonly profile: string
  /** The uid of the admission request; empty in scans and on the command line. */
  readonly nonce: string
  /** Each once, in an order of their own. Empty only where a policy of the older kind named places, and all of them carry forward. */
  readonly images: readonly string[]
}

export type ReadRequest =
  | { readonly outcome: 'asked'; readonly asked: Asked }
  | { readonly outcome: 'malformed'; readonly code: 'request-malformed' | 'limit-exceeded' }

const MALFORMED = { outcome: 'malformed', code: 'request-malformed' } as const

/**
 * Reads a request, already parsed by a strict JSON reader. `images` is what is asked about; a ClusterPolicy, whose language cannot compare two lists,
 * sends `places` and `old` instead, and what carries forward is found here. At least one image or place: an empty list is no question (C87).
 */
export function parseKyvernoRequest(value: unknown, asks: Asks): ReadRequest {
  if (!isRecord(value) || value['schema'] !== SCHEMA || value['asks'] !== asks) return MALFORMED
  const { profile, nonce } = value
  if (typeof profile !== 'string' || typeof nonce !== 'string') return MALFORMED
  if (profile.length > LIMITS.text || nonce.length > LIMITS.text) return MALFORMED
  const images = imagesOf(value)
  if (images === undefined) return MALFORMED
  return images.length > LIMITS.images
    ? { outcome: 'malformed', code: 'limit-exceeded' }
    : { outcome: 'asked', asked: { asks, profile, nonce, images } }
}

function imagesOf(value: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const { images, places, old, operation } = value
  if (images === undefined) return judgedReferences({ places, old, operation })
  if (!Array.isArray(images) || images.length === 0 || places !== undefined) return undefined
  const references = Array.from(images).filter((each): each is string => typeof each === 'string' && each !== '')
  return references.length === images.length && new Set(references).size === images.length ? references : undefined
}
