import type { JsonValue } from '@pawl/document'
import { Fault } from '../fault.ts'
import type { PublicKey } from '../keys/public-key.ts'
import type { Authority, AuthorityChain } from '../x509/authority-chain.ts'
import type { Thresholds, Voucher } from './distinct-authorities.ts'
import { message, repeated } from './proto-json.ts'
import { parseCertificateAuthority, parseTimestampAuthority } from './trusted-root-authorities.ts'
import { parseTransparencyLog } from './trusted-root-logs.ts'
import type { ValidityWindow } from './validity-window.ts'

/** Whom one Sigstore instance trusts, and when. What a bundle must bring follows from it: logs mean a log entry, CT logs mean an SCT. */
export interface TrustedRoot {
  readonly logs: readonly TransparencyLog[]
  readonly certificateLogs: readonly TransparencyLog[]
  readonly certificateAuthorities: readonly CertificateAuthority[]
  readonly timestampAuthorities: readonly TimestampAuthority[]
  /** What the operator asks for beyond that: zeros where nothing was written. */
  readonly require: Thresholds
  /** Epoch seconds: the first at which the root vouches for nothing. Infinity for a pin and for a file, which have no end. */
  readonly validUntil: number
}

export interface TransparencyLog extends Voucher {
  /** The log id, 32 bytes in lower-case hexadecimal. */
  readonly id: string
  /** The first four bytes of the id that checkpoints use. */
  readonly checkpointHint: string
  /** The base URL without scheme: the name under which the log signs checkpoints. */
  readonly name: string
  readonly key: PublicKey
  readonly window: ValidityWindow
}

export interface CertificateAuthority {
  readonly chain: AuthorityChain
  readonly window: ValidityWindow
}

/**
 * `signers` are the pinned signing certificates, verified under the chain; none if the pinned one may not stamp times. `embedded` where the root
 * pins none: then a token's own certificate is verified each time.
 */
export interface TimestampAuthority extends CertificateAuthority, Voucher {
  readonly signers: readonly Authority[] | 'embedded'
}

const MEDIA_TYPES: readonly unknown[] = [
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot+json;version=0.2',
  'application/vnd.dev.sigstore.trustedroot.v0.1+json',
  'application/vnd.dev.sigstore.trustedroot.v0.2+json',
]
const FIELDS = ['mediaType', 'tlogs', 'certificateAuthorities', 'ctlogs', 'timestampAuthorities']
const MAX_PARTS = 64

/**
 * Reads a trusted root strictly. Keys are imported and chains verified here, once. A root of which a part cannot be read is refused whole: a log
 * left out silently would be a demand left out. It has no end, and asks for no more than its lists do: whoever knows more narrows it.
 */
export function parseTrustedRoot(value: JsonValue): TrustedRoot {
  const root = message(value, FIELDS)
  if (root === undefined) throw invalid('root')
  if (!MEDIA_TYPES.includes(root['mediaType'])) throw invalid('mediaType')
  const certificateAuthorities = parts(
    root['certificateAuthorities'],
    parseCertificateAuthority,
    'certificateAuthorities',
  )
  if (certificateAuthorities.length === 0) throw invalid('certificateAuthorities')
  return {
    logs: parts(root['tlogs'], parseTransparencyLog, 'tlogs'),
    certificateLogs: parts(root['ctlogs'], parseTransparencyLog, 'ctlogs'),
    certificateAuthorities,
    timestampAuthorities: parts(root['timestampAuthorities'], parseTimestampAuthority, 'timestampAuthorities'),
    require: { logs: 0, timestamps: 0, certificateLogs: 0 },
    validUntil: Number.POSITIVE_INFINITY,
  }
}

function parts<T extends object>(
  value: JsonValue | undefined,
  parse: (value: JsonValue) => T | undefined,
  at: string,
): T[] {
  const list = repeated(value, MAX_PARTS)
  if (list === undefined) throw invalid(at)
  return list.map((each, index) => {
    const part = parse(each)
    if (part === undefined) throw invalid(`${at}[${index}]`)
    return part
  })
}

function invalid(at: string): Fault {
  return new Fault('trusted-root-invalid', 'not a trusted root that can be trusted', at)
}
