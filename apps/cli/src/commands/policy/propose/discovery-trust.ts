import type { TrustConfiguration } from '@pawl/core'
import { loadTrustOf } from '@pawl/setup'
import type { NamedFile } from './named-file.ts'

/** Under what the first look is taken. */
export interface Trustworthy {
  readonly trustedRoot: readonly NamedFile[]
  readonly publicGood: boolean
  readonly key: readonly NamedFile[]
}

/** A root as a trust configuration writes it. */
export type WrittenRoot =
  | { readonly name: string; readonly sigstore: 'public-good' }
  | { readonly name: string; readonly trustedRoot: string }

const PUBLIC_GOOD = { name: 'public-good', sigstore: 'public-good' } as const

/** The roots that were named; the public one where none was. */
export function rootsOf({ trustedRoot, publicGood }: Trustworthy): readonly WrittenRoot[] {
  const named = trustedRoot.map(({ name, path }) => ({ name, trustedRoot: path }))
  return publicGood || named.length === 0 ? [PUBLIC_GOOD, ...named] : named
}

/** Roots and keys, and nobody who may say anything that is read: `custom` is a type that no predicate of the house makes. */
export function discoveryTrust(given: Trustworthy): TrustConfiguration {
  const value = {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 'discovery', revision: 0 },
    spec: {
      roots: rootsOf(given),
      attesters: given.key.map(({ name, path }) => ({ name, keys: [{ file: path }], claims: ['custom'] })),
    },
  }
  return loadTrustOf({ path: 'the command line', value, locate: () => 'the command line' })
}
