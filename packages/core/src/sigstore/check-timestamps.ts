import { hash } from 'node:crypto'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import { type Authority, isChainCurrent, isCurrent } from '../x509/authority-chain.ts'
import { parseCertificate } from '../x509/certificate.ts'
import { schemeVerifies } from '../x509/signature-scheme.ts'
import type { SignedMaterial } from './signed-material.ts'
import { parseTimestampResponse, type TimestampToken } from './timestamp-token.ts'
import type { TimestampAuthority, TrustedRoot } from './trusted-root.ts'
import { timestampSigner } from './trusted-root-authorities.ts'
import { isWithin } from './validity-window.ts'

/** What verified timestamps prove: the times, in epoch seconds, and whose they are. */
export interface StampEvidence {
  readonly times: readonly number[]
  readonly authorities: ReadonlySet<TimestampAuthority>
}

/** RFC 3161 timestamps over the stamped bytes. Every one that is there must verify. */
export function checkTimestamps(
  timestamps: readonly Uint8Array[],
  { stampedBytes }: SignedMaterial,
  { timestampAuthorities }: TrustedRoot,
): StampEvidence | Rejection {
  const times: number[] = []
  const authorities = new Set<TimestampAuthority>()
  for (const timestamp of timestamps) {
    const stamp = checkTimestamp(timestamp, stampedBytes, timestampAuthorities)
    if (isRejection(stamp)) return stamp
    times.push(stamp.time)
    authorities.add(stamp.authority)
  }
  return { times, authorities }
}

interface Stamp {
  readonly time: number
  readonly authority: TimestampAuthority
}

function checkTimestamp(
  bytes: Uint8Array,
  stampedBytes: Uint8Array,
  authorities: readonly TimestampAuthority[],
): Stamp | Rejection {
  const token = parseTimestampResponse(bytes)
  if (token === undefined) return reject('timestamp-invalid', 'response')
  const { info, infoBytes, signer } = token
  // C32: a stamp on other bytes says nothing about this signature.
  if (!isHashOf(info.imprint, info.hash, stampedBytes)) return reject('timestamp-invalid', 'messageImprint')
  if (!isHashOf(signer.messageDigest, signer.hash, infoBytes)) return reject('timestamp-invalid', 'messageDigest')
  const authority = authorities.find((each) => isStampedBy(each, token))
  return authority === undefined ? reject('timestamp-invalid', 'signer') : { time: info.time, authority }
}

function isStampedBy({ chain, window, signers }: TimestampAuthority, token: TimestampToken): boolean {
  const { info, signer } = token
  if (!isWithin(window, info.time) || !isChainCurrent(chain, info.time)) return false
  const candidates = signers === 'embedded' ? embeddedSigners(token, chain.issuing) : signers
  return candidates.some(
    (candidate) =>
      isNamed(candidate, token) &&
      isCurrent(candidate.certificate, info.time) &&
      schemeVerifies(signer.scheme, candidate.key, signer.signedBytes, signer.signature),
  )
}

/** The signer is the one that the token names by issuer, serial and, where it does, by hash: never the first of the bag (C31). */
function isNamed({ certificate }: Authority, { signer }: TimestampToken): boolean {
  return (
    Buffer.from(signer.issuer).equals(certificate.issuer) &&
    Buffer.from(signer.serial).equals(certificate.serial) &&
    signer.certificateIds.every((id) => isHashOf(id.digest, id.hash, certificate.raw))
  )
}

/** Certificates of the bag that are named, may stamp times and were issued by this authority. */
function embeddedSigners(token: TimestampToken, issuing: Authority): readonly Authority[] {
  return token.certificates
    .map(parseCertificate)
    .filter((each) => each !== undefined && Buffer.from(token.signer.serial).equals(each.serial))
    .map((each) => each && timestampSigner(each, issuing))
    .filter((each) => each !== undefined)
}

function isHashOf(digest: Uint8Array, name: string, bytes: Uint8Array): boolean {
  return Buffer.from(digest).equals(hash(name, bytes, 'buffer'))
}
