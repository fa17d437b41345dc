import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { dssePae } from '@pawl/testkit'
import { readDer } from './der-node.ts'
import type { Case } from './scene.ts'

type Members = Readonly<Record<string, unknown>>

/** What a reader of JSON sees of it. Only asked of evidence that Pawl took, which is JSON. */
function jsonOf({ bytes }: Case): Members {
  return members(JSON.parse(Buffer.from(bytes).toString('utf8')))
}

function envelopeOf(asked: Case): Members {
  const value = jsonOf(asked)
  return 'mediaType' in value ? members(value['dsseEnvelope']) : value
}

const signaturesOf = (asked: Case): readonly Members[] => list(envelopeOf(asked)['signatures']).map(members)

export function keyids(asked: Case): readonly string[] {
  return signaturesOf(asked).map(({ keyid }) => String(keyid ?? ''))
}

const ENVELOPE = ['payload', 'payloadType', 'signatures']
const SIGNATURE = ['sig', 'keyid']

/** Of an envelope without a bundle. */
export function hasUnknownMembers(asked: Case): boolean {
  if ('mediaType' in jsonOf(asked)) return false
  return isBeyond(envelopeOf(asked), ENVELOPE) || signaturesOf(asked).some((each) => isBeyond(each, SIGNATURE))
}

const CURVES: Readonly<Record<string, string>> = { p256: 'prime256v1', p384: 'secp384r1', p521: 'secp521r1' }
const OWN_HASH: Readonly<Record<string, string>> = { p256: 'sha256', p384: 'sha384', p521: 'sha512' }

/** Whether a signature is by the key of the scene, if that is of one of these curves, with this hash and in one of these encodings. */
export function signedAs(
  asked: Case,
  hash: string | undefined,
  kinds: readonly string[],
  encodings: readonly ('der' | 'ieee-p1363')[],
): boolean {
  if (asked.scene.key === undefined) return false
  const key = createPublicKey(asked.scene.key)
  const kind = kinds.find((each) => CURVES[each] === key.asymmetricKeyDetails?.namedCurve)
  if (kind === undefined) return false
  const { payload, payloadType } = envelopeOf(asked)
  const signed = dssePae(String(payloadType), Buffer.from(String(payload), 'base64'))
  const hashes = hash === undefined ? ['sha256', OWN_HASH[kind] ?? ''] : [hash]
  return signaturesOf(asked).some(({ sig }) =>
    hashes.some((name) =>
      encodings.some((dsaEncoding) => verify(name, signed, { key, dsaEncoding }, Buffer.from(String(sig), 'base64'))),
    ),
  )
}

/** The most certificates that a timestamp brings along: SignedData (RFC 5652 5.1) has them in its element [0]. */
export function certificatesInBag(asked: Case): number {
  const data = members(members(jsonOf(asked)['verificationMaterial'])['timestampVerificationData'])
  const stamps = list(data['rfc3161Timestamps']).map((each) => String(members(each)['signedTimestamp']))
  const counts = stamps.map((stamp) => {
    const signedData = readDer(Buffer.from(stamp, 'base64'))?.children?.[1]?.children?.[1]?.children?.[0]
    return signedData?.children?.find(({ tag }) => tag === 0xa0)?.children?.length ?? 0
  })
  return Math.max(0, ...counts)
}

/** Whether every time stamping authority of the root begins with a certificate that is no authority. */
export function hasPinnedSigner({ scene }: Case): boolean {
  const root = members(JSON.parse(Buffer.from(scene.root).toString('utf8')))
  return list(root['timestampAuthorities']).every((authority) => {
    const [first] = list(members(members(authority)['certChain'])['certificates'])
    return !new X509Certificate(Buffer.from(String(members(first)['rawBytes']), 'base64')).ca
  })
}

export function hasCertificateLogs({ scene }: Case): boolean {
  return list(members(JSON.parse(Buffer.from(scene.root).toString('utf8')))['ctlogs']).length > 0
}

export interface StatementFacts {
  readonly subjects: readonly Members[]
  readonly digests: readonly unknown[]
  readonly isPredicateObject: boolean
  readonly value: Members
}

export function statementOf(asked: Case): StatementFacts {
  const text = Buffer.from(String(envelopeOf(asked)['payload']), 'base64').toString('utf8')
  const value = members(JSON.parse(text))
  const subjects = list(value['subject']).map(members)
  const { predicate = {} } = value
  return {
    value,
    subjects,
    digests: subjects.flatMap(({ digest }) => Object.values(members(digest))),
    isPredicateObject: typeof predicate === 'object' && !Array.isArray(predicate),
  }
}

const STATEMENT = ['_type', 'subject', 'predicateType', 'predicate']
const SUBJECT = ['name', 'uri', 'digest', 'content', 'downloadLocation', 'mediaType', 'annotations']

export function unknownInStatement(asked: Case): boolean {
  const { value, subjects } = statementOf(asked)
  return isBeyond(value, STATEMENT) || subjects.some((each) => isBeyond(each, SUBJECT))
}

const isBeyond = (value: Members, known: readonly string[]): boolean =>
  Object.keys(value).some((name) => !known.includes(name))

function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
