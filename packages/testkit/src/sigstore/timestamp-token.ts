import { createHash, randomBytes } from 'node:crypto'
import { constructed, generalizedTime, integer, octetString, oid, sequence, setOf, tlv, utcTime } from '../der.ts'
import type { HashName } from '../test-key.ts'
import type { Signs } from './bundle-request.ts'
import { ecdsaWith } from './certificate.ts'
import type { TokenSigner } from './timestamp-authority.ts'

export interface TokenParts {
  /** The bytes whose time is told. */
  readonly stamped: Uint8Array
  /** Epoch seconds. */
  readonly time: number
  readonly signer: TokenSigner
  readonly hash: HashName
  /** CMS `certificates`, in this order; DER would sort them, real tokens do not. */
  readonly bag: readonly Uint8Array[]
  readonly signs: Pick<Signs, 'timestamp' | 'attributes'>
}

const SIGNED_DATA = oid('1.2.840.113549.1.7.2')
const TST_INFO = oid('1.2.840.113549.1.9.16.1.4')
const CONTENT_TYPE = oid('1.2.840.113549.1.9.3')
const MESSAGE_DIGEST = oid('1.2.840.113549.1.9.4')
const SIGNING_TIME = oid('1.2.840.113549.1.9.5')
const SIGNING_CERTIFICATE_V2 = oid('1.2.840.113549.1.9.16.2.47')
const POLICY = oid('1.3.6.1.4.1.57264.2')

const HASH_OIDS: Readonly<Record<HashName, string>> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
}

const algorithm = (hash: HashName): Uint8Array => sequence(oid(HASH_OIDS[hash]))
const digest = (hash: HashName, bytes: Uint8Array): Uint8Array => createHash(hash).update(bytes).digest()

/** RFC 3161 2.4.2: a TimeStampResp, status granted. */
export function timestampResponse(parts: TokenParts): Uint8Array {
  const GRANTED = sequence(integer(0))
  return sequence(GRANTED, sequence(SIGNED_DATA, constructed(0, signedData(parts))))
}

/** RFC 5652 5.1. Version 3, because the content is not plain data. */
function signedData(parts: TokenParts): Uint8Array {
  const { timestamp = same } = parts.signs
  const info = timestamp(tstInfo(parts))
  return sequence(
    integer(3),
    setOf(algorithm(parts.hash)),
    sequence(TST_INFO, constructed(0, octetString(info))),
    constructed(0, ...parts.bag),
    setOf(signerInfo(parts, info)),
  )
}

function tstInfo({ stamped, time, hash }: TokenParts): Uint8Array {
  const ONE_SECOND = sequence(integer(1))
  return sequence(
    integer(1),
    POLICY,
    sequence(algorithm(hash), octetString(digest(hash, stamped))),
    integer(randomBytes(16)),
    generalizedTime(time),
    ONE_SECOND,
  )
}

/** RFC 5652 5.3. The signature covers the attributes as a SET OF; the token carries them under [0] IMPLICIT. */
function signerInfo({ time, signer, hash, signs }: TokenParts, info: Uint8Array): Uint8Array {
  const attributes = [
    attribute(CONTENT_TYPE, TST_INFO),
    attribute(SIGNING_TIME, utcTime(time)),
    attribute(MESSAGE_DIGEST, octetString(digest(hash, info))),
    attribute(SIGNING_CERTIFICATE_V2, essCertificateId(signer)),
  ].sort((a, b) => Buffer.compare(a, b))
  const { attributes: signed = same } = signs
  const set = signed(setOf(...attributes))
  const signature = signer.key.sign(set, { hash })
  return sequence(
    integer(1),
    sequence(signer.issuer, integer(signer.serial)),
    algorithm(hash),
    Buffer.concat([IMPLICIT, set.subarray(1)]),
    ecdsaWith(hash),
    octetString(signature),
  )
}

/** `[0]` in place of the tag of a SET. */
const IMPLICIT = Buffer.from([0xa0])
const same = (honest: Uint8Array): Uint8Array => honest

const attribute = (type: Uint8Array, value: Uint8Array): Uint8Array => sequence(type, setOf(value))

/** RFC 5816: binds the signer's certificate by its SHA-256, the default hash, and by issuer and serial. */
function essCertificateId(signer: TokenSigner): Uint8Array {
  const DIRECTORY_NAME = 0xa4
  const issuerSerial = sequence(sequence(tlv(DIRECTORY_NAME, signer.issuer)), integer(signer.serial))
  return sequence(sequence(sequence(octetString(digest('sha256', signer.certificate)), issuerSerial)))
}
