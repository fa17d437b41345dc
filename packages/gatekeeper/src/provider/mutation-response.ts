import type { Pinned } from '@pawl/policy'
import { answered, type ProviderItem, type ProviderResponse, unanswered } from './protocol.ts'

/** The answer to references: mutation asks with the reference alone as key. Pinning is no verdict: the validating constraint judges what comes of it. */
export function mutationResponse(keys: readonly string[], pinned: (reference: string) => Pinned): ProviderResponse {
  const items: ProviderItem[] = []
  for (const key of keys) {
    const each = pinned(key)
    if (each.outcome === 'unanswered') return unanswered(each.code)
    items.push(each.outcome === 'pinned' ? { key, value: each.reference } : { key, error: each.code })
  }
  return items.length > 0 ? answered(items) : unanswered('request-malformed')
}
