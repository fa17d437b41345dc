import type { WrittenTrust } from '@pawl/core'
import { LIMITS } from '@pawl/document'
import { Refusal } from '@pawl/setup'
import type { WrittenRoot } from './discovery-trust.ts'
import { type ProposedAttester, writtenAttester } from './draft-attesters.ts'

export type WrittenConfiguration = WrittenTrust & {
  readonly apiVersion: 'pawl.dev/v1'
  readonly kind: 'TrustConfiguration'
}

export function writtenTrust(
  attesters: readonly ProposedAttester[],
  roots: readonly WrittenRoot[],
  name: string,
): WrittenConfiguration {
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name, revision: 1 },
    spec: { roots, attesters: attesters.map(writtenAttester) },
  }
}

export function relocated(roots: readonly WrittenRoot[], pathFor: (path: string) => string): readonly WrittenRoot[] {
  return roots.map((root) => ('trustedRoot' in root ? { ...root, trustedRoot: pathFor(root.trustedRoot) } : root))
}

const MAX_IDENTITIES = 32

/** What a trust configuration cannot hold is the fault of nobody who wrote one. */
export function refuseTooMany(attesters: readonly ProposedAttester[]): void {
  const pairs = attesters.reduce((sum, { claims }) => sum + claims.length, 0)
  const widest = Math.max(0, ...attesters.map(({ identities }) => identities.length))
  if (pairs <= LIMITS.claims && widest <= MAX_IDENTITIES) return
  throw new Refusal('limit-exceeded', 'there are more signers than one trust configuration may name', [
    {
      at: `${pairs} pairs of attester and claim type, at most ${widest} identities of one`,
      message: 'name fewer subjects at once',
    },
  ])
}
