import type { Party } from './bundle-request.ts'
import { type CertificateAuthority, type ChainShapes, certificateAuthority } from './certificate-authority.ts'
import { type CtLog, ctLog } from './ct-log.ts'
import { CONSTRAINED_HOST } from './forgery.ts'
import { type TimestampAuthority, type TimestampOptions, timestampAuthority } from './timestamp-authority.ts'
import { type RekorVersion, rekorV1, rekorV2, type TransparencyLog } from './transparency-log.ts'
import { DAY, type TrustWindow, YEAR } from './trust-window.ts'

interface MainAndRetired<T> {
  readonly main: T
  readonly retired: T
}

/** A second of a kind, run by others, where the options ask for one. */
interface PerhapsSecond<T> {
  readonly second: T | undefined
}

/** Everyone with a key. `retired` is in the trusted root with a `validFor` that ended one year before `now`. */
export interface Parties {
  readonly authorities: MainAndRetired<CertificateAuthority> & {
    readonly constrained: CertificateAuthority
    readonly expired: CertificateAuthority
  }
  readonly ctLogs: MainAndRetired<CtLog> & PerhapsSecond<CtLog> & { readonly unknown: CtLog }
  readonly logs: Readonly<Record<RekorVersion, MainAndRetired<TransparencyLog> & PerhapsSecond<TransparencyLog>>>
  readonly timestampAuthorities: MainAndRetired<TimestampAuthority> & PerhapsSecond<TimestampAuthority>
}

export interface SigstoreOptions {
  /** Epoch seconds. Trust begins three years before, the retired parties ended one year before. */
  readonly now: number
  /** How many entries each log holds at first. */
  readonly treeLeaves?: number
  readonly timestampAuthority?: TimestampOptions
  /** What the certificates of the main authority say. */
  readonly authority?: ChainShapes
  /** A second log of each version, certificate log and timestamp authority in the trusted root. */
  readonly second?: true
}

export function makeParties({
  now,
  treeLeaves = 37,
  timestampAuthority: tsa = {},
  authority = {},
  second,
}: SigstoreOptions): Parties {
  const forever = { notBefore: now - 3 * YEAR - DAY, notAfter: now + 7 * YEAR }
  const main: TrustWindow = { start: now - 3 * YEAR }
  const retired: TrustWindow = { ...main, end: now - YEAR }
  const windows = { rootWindow: forever, intermediateWindow: forever }
  const lastYear = { ...forever, notAfter: now - YEAR }
  const perhaps = <T>(make: () => T): T | undefined => (second === undefined ? undefined : make())
  return {
    authorities: {
      main: certificateAuthority({ ...windows, label: 'main', trusted: main, shapes: authority }),
      retired: certificateAuthority({ ...windows, label: 'retired', trusted: retired }),
      constrained: certificateAuthority({
        ...windows,
        label: 'constrained',
        trusted: main,
        constrainedTo: CONSTRAINED_HOST,
      }),
      expired: certificateAuthority({ ...windows, label: 'expired', trusted: main, intermediateWindow: lastYear }),
    },
    ctLogs: {
      main: ctLog('main', main),
      second: perhaps(() => ctLog('second', main)),
      retired: ctLog('retired', retired),
      unknown: ctLog('unknown', main),
    },
    logs: {
      rekor1: {
        main: rekorV1('main', main, treeLeaves),
        second: perhaps(() => rekorV1('second', main, treeLeaves)),
        retired: rekorV1('retired', retired, treeLeaves),
      },
      rekor2: {
        main: rekorV2('main', main, treeLeaves),
        second: perhaps(() => rekorV2('second', main, treeLeaves)),
        retired: rekorV2('retired', retired, treeLeaves),
      },
    },
    timestampAuthorities: {
      main: timestampAuthority('main', forever, main, tsa),
      second: perhaps(() => timestampAuthority('second', forever, main, tsa)),
      retired: timestampAuthority('retired', forever, retired, tsa),
    },
  }
}

/** The one that is meant. Refuses a second where there is none: a test would pass for the wrong reason. */
export function partyOf<T>(of: { readonly main: T; readonly second: T | undefined }, party: Party): T {
  const found = party === 'main' ? of.main : of.second
  if (found === undefined) throw new TypeError('this Sigstore was made without a second of its kind')
  return found
}
