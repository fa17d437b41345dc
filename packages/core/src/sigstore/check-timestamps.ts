import { hash } from 'node:crypto'
import { type Rejection, reject } from '../rejection-codes.ts'
import { type Authority, isChainCurrent, isCurrent } from '../x509/authority-chain.ts'
import { parseCertificate } from '../x509/certificate.ts'
import { schemeVerifies } from '../x509/signature-scheme.ts'
import type { SignedMaterial } from './signed-material.ts'
import { parseTimestampResponse, type TimestampToken } from './timestamp-token.ts'
import type { TimestampAuthority, TrustedRoot } from './trusted-root.ts'
import { timestampSigner } from './trusted-root-authorities.ts'
import { isWithin } from './validity-window.ts'

/** The times of RFC 3161 timestamps over the stamped bytes, in epoch seconds. Every one that is there must verify. */
export function checkTimestamps(
  timestamps: readonly Uint8Array[],
  { stampedBytes }: SignedMaterial,
  { timestampAuthorities }: TrustedRoot,
): readonly number[] | Rejection {
  const times: number[] = []
  for (const timestamp of timestamps) {
    const time = checkTimestamp(timestamp, stampedBytes, timestampAuthorities)
    if (typeof time !== 'number') return time
    times.push(time)
  }
  return times
}

function checkTimestamp(
  bytes: Uint8Array,
  stampedBytes: Uint8Array,
  authorities: readonly TimestampAuthority[],
): number | Rejection {
  const token = parseTimestampResponse(bytes)
  if (token === undefined) return reject('timestamp-invalid', 'response')
  const { info, infoBytes, signer } = token
  // C32: a stamp on other bytes says nothing about this signature.
  if (!isHashOf(info.imprint, info.hash, stampedBytes)) return reject('timestamp-invalid', 'messageImprint')
  if (!isHashOf(signer.messageDigest, signer.hash, infoBytes)) return reject('timestamp-invalid', 'messageDigest')
  return authorities.some((authority) => isStampedBy(authority, token))
    ? info.time
    : reject('timestamp-invalid', 'signer')
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
