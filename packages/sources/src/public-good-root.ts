import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Fault } from '@pawl/core'

/** Where the public-good instance of Sigstore keeps its TUF repository. */
export const PUBLIC_GOOD_MIRROR = 'https://tuf-repo-cdn.sigstore.dev'

/** The public-good trusted root of Sigstore as pinned by the version of `@sigstore/tuf` that is installed: a file, never the network. */
export function publicGoodRoot(): Uint8Array {
  return pinned(member(member(seeds(), 'targets'), 'trusted_root.json'))
}

/** The root.json that a refresh of it begins with, pinned in the same way. */
export function publicGoodTufRoot(): Uint8Array {
  return pinned(member(seeds(), 'root.json'))
}

function seeds(): unknown {
  const path = fileURLToPath(import.meta.resolve('@sigstore/tuf/seeds.json'))
  const all: unknown = JSON.parse(readFileSync(path, 'utf8'))
  return member(all, PUBLIC_GOOD_MIRROR)
}

function pinned(encoded: unknown): Uint8Array {
  if (typeof encoded !== 'string')
    throw new Fault('source-unreadable', 'the pinned trusted root is not there', '@sigstore/tuf')
  return Buffer.from(encoded, 'base64')
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([name]) => name === key)?.[1]
}
