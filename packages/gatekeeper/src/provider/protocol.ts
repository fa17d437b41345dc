/** Gatekeeper's external data protocol, `externaldata.gatekeeper.sh/v1beta1`. Gatekeeper itself checks neither version nor kind of an answer. */
export const PROTOCOL = 'externaldata.gatekeeper.sh/v1beta1'

/** What a template asks and what an item holds: `schema` of every key and of every value. */
export const SCHEMA = 'pawl.dev/gatekeeper/v1'

export interface ProviderResponse {
  readonly apiVersion: typeof PROTOCOL
  readonly kind: 'ProviderResponse'
  readonly response: {
    /** Mutation refuses an answer without it. */
    readonly idempotent: true
    readonly items: readonly ProviderItem[]
    /** Not empty: nothing was answered, and nothing of it is kept by Gatekeeper's cache. */
    readonly systemError: string
  }
}

/** Exactly one for every key that was asked, and none for another: Gatekeeper would keep that too. */
export type ProviderItem =
  | { readonly key: string; readonly value: ValidationValue | string }
  | { readonly key: string; readonly error: string }

/** What a template reads of a validating answer. It counts while the template's own clock and `now` are below `validUntil`. */
export interface ValidationValue {
  readonly schema: typeof SCHEMA
  /** As asked: an answer under another key is none. */
  readonly key: string
  /** Epoch seconds at which this was answered. */
  readonly now: number
  /** Epoch seconds of the first second at which it counts for nothing, whatever Gatekeeper's cache holds. */
  readonly validUntil: number
  /** For people; nothing is decided by it. */
  readonly reasons: readonly string[]
  /** Document mode: the entry of the input document. */
  readonly entry?: unknown
  /** Decision mode: whether the constraint of each mode accepts the image. Only a literal true is a yes. */
  readonly accepted?: Accepted
  /** Decision mode: no policy governs the image and the profile lets it by. */
  readonly ungoverned?: true
}

export interface Accepted {
  readonly enforce: boolean
  readonly warn: boolean
  readonly audit: boolean
}

export function answered(items: readonly ProviderItem[]): ProviderResponse {
  return responseOf(items, '')
}

/** Nothing was answered. With items beside it a part of the answer could be kept, so there are none. */
export function unanswered(code: string): ProviderResponse {
  return responseOf([], code)
}

function responseOf(items: readonly ProviderItem[], systemError: string): ProviderResponse {
  return { apiVersion: PROTOCOL, kind: 'ProviderResponse', response: { idempotent: true, items, systemError } }
}
