import type { AuthorityInstance } from './certificate-authority.ts'
import type { LogInstance } from './log-instance.ts'
import type { Parties } from './parties.ts'

/** Sigstore's `trusted_root.json`. */
export interface TrustedRootJson {
  readonly mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1'
  readonly tlogs: readonly LogInstance[]
  readonly certificateAuthorities: readonly AuthorityInstance[]
  readonly ctlogs: readonly LogInstance[]
  readonly timestampAuthorities: readonly AuthorityInstance[]
}

/** Everyone but the strangers and the unknown CT log; the retired first, as in a root that has grown. */
export function trustedRoot({ authorities, ctLogs, logs, timestampAuthorities }: Parties): TrustedRootJson {
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: instances(
      logs.rekor1.retired,
      logs.rekor2.retired,
      logs.rekor1.main,
      logs.rekor2.main,
      logs.rekor1.second,
      logs.rekor2.second,
    ),
    certificateAuthorities: [
      authorities.retired.instance,
      authorities.expired.instance,
      authorities.constrained.instance,
      authorities.main.instance,
    ],
    ctlogs: instances(ctLogs.retired, ctLogs.main, ctLogs.second),
    timestampAuthorities: instances(
      timestampAuthorities.retired,
      timestampAuthorities.main,
      timestampAuthorities.second,
    ),
  }
}

function instances<T>(...parties: readonly ({ readonly instance: T } | undefined)[]): readonly T[] {
  return parties.flatMap((party) => (party === undefined ? [] : [party.instance]))
}
