import { isRecord, LIMITS } from '@pawl/document'
import { PROTOCOL } from './protocol.ts'

/** Keys of a request, each once, in its order; or a code that says why it is none. */
export type AskedKeys =
  | { readonly outcome: 'asked'; readonly keys: readonly string[] }
  | { readonly outcome: 'malformed'; readonly code: 'request-malformed' | 'limit-exceeded' }

/**
 * Reads a ProviderRequest, already parsed by a strict JSON reader. At most as many keys as a document has images: a request for more could not be
 * judged as one anyway.
 */
export function parseProviderRequest(value: unknown): AskedKeys {
  const request =
    isRecord(value) && value['apiVersion'] === PROTOCOL && value['kind'] === 'ProviderRequest'
      ? value['request']
      : undefined
  const keys = isRecord(request) ? request['keys'] : undefined
  if (!Array.isArray(keys) || keys.length === 0) return { outcome: 'malformed', code: 'request-malformed' }
  const texts = Array.from(keys).filter((key): key is string => typeof key === 'string' && key !== '')
  if (texts.length !== keys.length) return { outcome: 'malformed', code: 'request-malformed' }
  const distinct = [...new Set(texts)]
  return distinct.length > LIMITS.images
    ? { outcome: 'malformed', code: 'limit-exceeded' }
    : { outcome: 'asked', keys: distinct }
}
