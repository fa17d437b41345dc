import { answered, type ProviderItem, type ProviderResponse, unanswered } from './protocol.ts'

/** What a reference becomes. Mutation asks with the reference alone as key. */
export type Pinned =
  /** With its digest; as it was where no policy governs it, because such a registry is never asked. */
  | { readonly outcome: 'pinned'; readonly reference: string }
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'unanswered'; readonly code: string }

const DIGEST = /@sha256:[0-9a-f]{64}$/

/** A reference that names a digest already: it is answered unchanged, and nothing is asked. */
export function isPinned(reference: string): boolean {
  return DIGEST.test(reference)
}

/** The reference under its digest, `sha256:...`. The tag stays, for people; the digest counts. */
export function pinnedTo(reference: string, digest: string): string {
  return `${reference}@${digest}`
}

/** The answer to references. Pinning is no verdict: the validating constraint judges what comes of it. */
export function mutationResponse(keys: readonly string[], pinned: (reference: string) => Pinned): ProviderResponse {
  const items: ProviderItem[] = []
  for (const key of keys) {
    const each = pinned(key)
    if (each.outcome === 'unanswered') return unanswered(each.code)
    items.push(each.outcome === 'pinned' ? { key, value: each.reference } : { key, error: each.code })
  }
  return items.length > 0 ? answered(items) : unanswered('request-malformed')
}
