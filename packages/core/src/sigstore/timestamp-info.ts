import type { HashName } from '../keys/verify-signature.ts'
import { type DerReader, refuseDer } from '../x509/der-reader.ts'
import { readGeneralizedTime } from '../x509/der-time.ts'
import { readBoolean, readInteger, readOid, readSmallInteger, TAG } from '../x509/der-values.ts'
import { readHashName } from '../x509/signature-scheme.ts'

/** TSTInfo (RFC 3161 2.4.2): the stamped hash and the time in epoch seconds. */
export interface StampedInfo {
  readonly hash: HashName
  readonly imprint: Uint8Array
  readonly time: number
}

const V1 = 1
const AUTHORITY_NAME = 0xa0

/** Accuracy, ordering, nonce and the authority's own name change nothing: bundles are not the answer to a request of ours. Extensions are refused. */
export function readStampedInfo(reader: DerReader): StampedInfo {
  return reader.inside(TAG.sequence, (inner) => {
    if (readSmallInteger(inner) !== V1) return refuseDer()
    readOid(inner)
    const { hash, imprint } = inner.inside(TAG.sequence, (message) => ({
      hash: readHashName(message),
      imprint: message.element(TAG.octetString).content,
    }))
    readInteger(inner)
    const time = readGeneralizedTime(inner, true)
    if (inner.next(TAG.sequence)) inner.any()
    if (inner.next(TAG.boolean)) readBoolean(inner)
    if (inner.next(TAG.integer)) readInteger(inner)
    if (inner.next(AUTHORITY_NAME)) inner.any()
    return { hash, imprint, time }
  })
}
