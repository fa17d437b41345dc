import { globMatches } from '@pawl/document'
import { registryOf } from './registry-options.ts'

/**
 * Whether a repository may be asked for at all. Before any look-up or connection: an image reference is written by whoever asks to run it, and
 * would otherwise make Pawl speak to any host (C83). A host counts as a whole or not at all; a glob is over the canonical repository (C85).
 */
export function mayAsk(registries: readonly string[], repository: string): boolean {
  return registries.some((each) =>
    each.includes('/') || each.includes('*') ? globMatches(each, repository) : each === registryOf(repository),
  )
}
