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
    tlogs: [logs.rekor1.retired, logs.rekor2.retired, logs.rekor1.main, logs.rekor2.main].map((log) => log.instance),
    certificateAuthorities: [
      authorities.retired.instance,
      authorities.expired.instance,
      authorities.constrained.instance,
      authorities.main.instance,
    ],
    ctlogs: [ctLogs.retired.instance, ctLogs.main.instance],
    timestampAuthorities: [timestampAuthorities.retired.instance, timestampAuthorities.main.instance],
  }
}
