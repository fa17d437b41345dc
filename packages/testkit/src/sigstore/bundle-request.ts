import { IN_TOTO_PAYLOAD_TYPE } from '../envelope.ts'
import type { HashName, TestKey } from '../test-key.ts'
import type { Json } from './canonical-json.ts'
import { type Forgery, type ForgeryNeed, requireNeeds } from './forgery.ts'
import type { Identity } from './identity.ts'

export type BundleVersion = '0.1' | '0.2' | '0.3'
export type LogChoice = 'rekor1-dsse' | 'rekor1-intoto' | 'rekor1-intoto-0.0.1' | 'rekor2' | 'none'

export interface EvidenceRequest {
  readonly payload: Uint8Array
  readonly payloadType?: string
  /** Epoch seconds; an hour before `now` unless told. */
  readonly signedAt?: number
  readonly version?: BundleVersion
  readonly log?: LogChoice
  /** An RFC 3161 timestamp: unless told, where a verifier has no other time. */
  readonly timestamp?: boolean
  /** What it is over: the signature unless told, as in a bundle; cosign's layers have it over the whole envelope. */
  readonly stamped?: 'signature' | 'envelope'
  /** false: the log entry of a v0.1 bundle with its promise only. */
  readonly proof?: boolean
  /** An entry of each, in this order; one of the main log unless told. The same twice is two entries of one log. */
  readonly loggedBy?: readonly Party[]
  /** A timestamp of each, where there are timestamps. */
  readonly stampedBy?: readonly Party[]
  /** The body that a log records in place of the honest one: a log signs what it is given. */
  readonly logged?: (honest: Json) => Json
  readonly signs?: Signs
  readonly forge?: Forgery
}

/** What somebody who is trusted signs in place of the honest bytes: as if the party itself wrote nonsense. */
export interface Signs {
  /** TBSCertificate of the leaf, with the SCTs of the honest one. */
  readonly certificate?: (honest: Uint8Array) => Uint8Array
  /** TSTInfo of a timestamp. */
  readonly timestamp?: (honest: Uint8Array) => Uint8Array
  /** The signed attributes of a timestamp, as a SET OF. */
  readonly attributes?: (honest: Uint8Array) => Uint8Array
  /** The text of a checkpoint, up to and with its last newline. */
  readonly checkpoint?: (honest: string) => string
}

export interface KeylessRequest extends EvidenceRequest {
  readonly identity: Identity
  /** The key that is certified; a new P-256 key unless told. */
  readonly key?: TestKey
  /** An SCT of each certificate log. */
  readonly sctsBy?: readonly Party[]
}

export interface KeyRequest extends EvidenceRequest {
  readonly key: TestKey
  readonly hash?: HashName
  /** base64 of the SHA-256 of the public key unless told. */
  readonly hint?: string
  readonly keyid?: string
}

/** Who of its kind: `second` is there where the Sigstore was made with it. */
export type Party = 'main' | 'second'

/** A request with nothing left open. */
export interface Plan {
  readonly payload: Uint8Array
  readonly payloadType: string
  readonly signedAt: number
  readonly version: BundleVersion
  readonly log: LogChoice
  readonly timestamp: boolean
  readonly stamped: 'signature' | 'envelope'
  readonly proof: boolean
  readonly loggedBy: readonly Party[]
  readonly stampedBy: readonly Party[]
  readonly logged: (honest: Json) => Json
  readonly signs: Signs
  readonly forge: Forgery | undefined
}

const HOUR = 3600
const MAIN: readonly Party[] = ['main']

/** Refuses what no client writes: a v0.1 bundle of Rekor v2, a missing proof anywhere but in v0.1. */
export function planBundle(request: EvidenceRequest, now: number, keyless: boolean): Plan {
  const { version = '0.3', log = 'rekor1-dsse', proof = true, signedAt = now - HOUR, forge } = request
  const { loggedBy = MAIN, stampedBy = MAIN, signs = {} } = request
  if (version === '0.1' && log === 'rekor2') throw new TypeError('Rekor v2 gives no promise, which v0.1 demands')
  if (version !== '0.1' && !proof) throw new TypeError('only v0.1 bundles may lack the proof')
  if (version === '0.1' && forge === 'inclusion-proof-missing') throw new TypeError('v0.1 bundles may lack the proof')
  const timestamp = request.timestamp ?? (log === 'rekor2' || (log === 'none' && keyless))
  const plan = {
    payload: request.payload,
    payloadType: request.payloadType ?? IN_TOTO_PAYLOAD_TYPE,
    signedAt,
    version,
    log,
    timestamp,
    stamped: request.stamped ?? 'signature',
    proof,
    loggedBy,
    stampedBy,
    logged: request.logged ?? ((honest: Json): Json => honest),
    signs,
    forge,
  }
  requireNeeds(forge, presentIn(plan, keyless))
  return plan
}

function presentIn({ log, timestamp, proof }: Plan, keyless: boolean): Set<ForgeryNeed> {
  const present = new Set<ForgeryNeed>()
  if (keyless) present.add('certificate')
  if (log !== 'none') present.add('log')
  if (log !== 'none' && proof) present.add('proof')
  const promised = log.startsWith('rekor1')
  if (promised) present.add('rekor1')
  if (timestamp) present.add('timestamp')
  if (promised || timestamp) present.add('time')
  return present
}
