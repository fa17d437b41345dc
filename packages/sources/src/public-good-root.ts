import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Fault } from '@pawl/core'

/** The public-good trusted root of Sigstore as pinned by the version of `@sigstore/tuf` that is installed: a file, never the network. */
export function publicGoodRoot(): Uint8Array {
  const path = fileURLToPath(import.meta.resolve('@sigstore/tuf/seeds.json'))
  const seeds: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const encoded = member(member(member(seeds, 'https://tuf-repo-cdn.sigstore.dev'), 'targets'), 'trusted_root.json')
  if (typeof encoded !== 'string')
    throw new Fault('source-unreadable', 'the pinned trusted root is not there', '@sigstore/tuf')
  return Buffer.from(encoded, 'base64')
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([name]) => name === key)?.[1]
}
