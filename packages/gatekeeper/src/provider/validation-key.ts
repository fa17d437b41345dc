import { SCHEMA } from './protocol.ts'

/** What a template asks about one image. Everything that the answer depends on is in the key: Gatekeeper keeps answers by provider and key alone. */
export interface ValidationKey {
  /** The whole key, as it was asked and is answered. */
  readonly key: string
  readonly asks: 'decision' | 'document'
  /** Name of the profile that the namespace of the request has. */
  readonly profile: string
  /** As the request has it. */
  readonly reference: string
}

const MAX_KEY = 4096

/** Reads a key: a JSON array of exactly four strings. Undefined for anything else. */
export function parseValidationKey(key: string): ValidationKey | undefined {
  const parts = key.length <= MAX_KEY ? stringsOf(key) : []
  const [schema, asks, profile = '', reference = ''] = parts
  if (parts.length !== 4 || schema !== SCHEMA || profile === '' || reference === '') return undefined
  return asks === 'decision' || asks === 'document' ? { key, asks, profile, reference } : undefined
}

function stringsOf(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : []
  } catch {
    return []
  }
}
