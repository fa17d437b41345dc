import { type DiscoveredSigner, discoverSigners, isRejection, sha256Digest, type TrustConfiguration } from '@pawl/core'
import type { GatheredSubject } from '@pawl/setup'

/** A statement about one of the images, and who signed it. */
export interface Signature {
  /** `sha256:` of the evidence as it was found. */
  readonly evidenceDigest: string
  readonly repository: string
  readonly predicateType: string
  readonly claimType: string | undefined
  readonly signer: DiscoveredSigner['signer']
}

/** Everybody whose signature over a statement about one of the images verifies, under whatever identity. It grants nothing. */
export function signaturesOf(
  subjects: readonly GatheredSubject[],
  trust: TrustConfiguration,
  now: number,
): readonly Signature[] {
  return subjects.flatMap(({ subject, answers }) =>
    answers
      .flatMap(({ evidence }) => evidence)
      .flatMap((fetched) =>
        discoverSigners(fetched, subject.subject, trust, now).flatMap((found): readonly Signature[] => {
          if (isRejection(found)) return []
          const { predicateType, claimType, signer } = found
          return [
            {
              evidenceDigest: sha256Digest(fetched.bytes),
              repository: subject.repository,
              predicateType,
              claimType,
              signer,
            },
          ]
        }),
      ),
  )
}
