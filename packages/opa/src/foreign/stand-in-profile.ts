import { globToRe2 } from '@pawl/document'
import type { CompiledProfile } from '@pawl/policy'

const EVERYTHING = '**'

/**
 * Rules of somebody else have no profile. To whoever reads their answer they are one policy over every image, with one requirement: the entrypoint. So their yes
 * ends with the first entry of the document, and an image without an entry is unmet by that name. Nothing evaluates it.
 */
export function standInProfile(entrypoint: string): CompiledProfile {
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'CompiledProfile',
    name: entrypoint,
    mode: 'enforce',
    unmatched: 'deny',
    validUntil: 'unlimited',
    policies: [
      {
        apiVersion: 'pawl.dev/v1',
        kind: 'CompiledPolicy',
        name: entrypoint,
        revision: 0,
        mode: 'enforce',
        images: [{ glob: EVERYTHING, re2: globToRe2(EVERYTHING) }],
        nodes: [],
        requirements: [{ name: entrypoint, node: 0 }],
        revoked: { digests: [], statements: [], attesters: [], signers: [] },
        exceptions: [],
      },
    ],
  }
}
