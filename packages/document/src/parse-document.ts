import { isBoundedText } from './bounded-text.ts'
import { canonicalJson, encodeUtf8, type JsonValue } from './canonical-json.ts'
import type {
  Claim,
  ImageEntry,
  InputDocument,
  Signer,
  Summary,
  SummaryValue,
  TrustReference,
} from './input-document.ts'
import { LIMITS } from './limits.ts'
import { isRecord } from './record.ts'
import { isTime } from './time.ts'

/** A value that is not what it claims to be. `at` is a path that we wrote: it never holds input. */
export interface Malformed {
  readonly outcome: 'malformed'
  readonly at: string
}

/** Thrown inside this file only; it never leaves `parseDocument`. */
class Refusal extends Error {}

/**
 * Reads an input document strictly: every member present, of its type and within its bounds (model, "Input document").
 * A member it does not know refuses the whole, as does anything else that is wrong: a misspelt `expiresAt` must not be a missing one.
 * (Engines ignore members they do not know; what Pawl builds or reads has none.) Takes a parsed value, never bytes.
 */
export function parseDocument(value: unknown): InputDocument | Malformed {
  try {
    return document(value)
  } catch (error) {
    // A getter or a proxy may throw anything: that too is a malformed document, at no place of ours.
    return { outcome: 'malformed', at: error instanceof Refusal ? error.message : '$' }
  }
}

function refuse(at: string): never {
  throw new Refusal(at)
}

function document(value: unknown): InputDocument {
  const from = object(value, '$', ['apiVersion', 'kind', 'now', 'images'])
  if (from['apiVersion'] !== 'pawl.dev/v1') refuse('apiVersion')
  if (from['kind'] !== 'AttestationInput') refuse('kind')
  const now = time(from['now'], 'now')
  const images = list(from['images'], LIMITS.images, 'images')
  if (!(images.length >= 1)) refuse('images')
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationInput',
    now,
    images: images.map((image, index) => entry(image, `images[${index}]`)),
  }
}

const ENTRY = ['reference', 'repository', 'name', 'digest', 'verifiedAt', 'validUntil', 'trust', 'claims']

function entry(value: unknown, at: string): ImageEntry {
  const from = object(value, at, ENTRY)
  const digest = from['digest']
  const claims = list(from['claims'], LIMITS.claims, `${at}.claims`)
  const read: ImageEntry = {
    reference: name(from['reference'], `${at}.reference`),
    repository: name(from['repository'], `${at}.repository`),
    name: name(from['name'], `${at}.name`),
    ...(digest === undefined ? {} : { digest: sha256(digest, `${at}.digest`) }),
    verifiedAt: time(from['verifiedAt'], `${at}.verifiedAt`),
    validUntil: time(from['validUntil'], `${at}.validUntil`),
    trust: trust(from['trust'], `${at}.trust`),
    claims: claims.map((each, index) => claim(each, `${at}.claims[${index}]`)),
  }
  if (!(entryBytes(read) <= LIMITS.imageBytes)) refuse(at)
  return read
}

/** Bytes of canonical JSON of an entry: what the 64 KiB of law L8 count. */
export function entryBytes(entry: ImageEntry): number {
  return encodeUtf8(canonicalJson(asJson(entry))).length
}

/** The document is JSON by construction; its read-only interfaces have no index signature, which is all this says. */
function asJson(entry: ImageEntry): JsonValue {
  const { trust: of, claims, ...rest } = entry
  return { ...rest, trust: { ...of }, claims: claims.map((each) => ({ ...each, signer: { ...each.signer } })) }
}

function trust(value: unknown, at: string): TrustReference {
  const from = object(value, at, ['name', 'digest', 'revision'])
  return {
    name: name(from['name'], `${at}.name`),
    digest: sha256(from['digest'], `${at}.digest`),
    revision: integer(from['revision'], `${at}.revision`),
  }
}

const CLAIM = [
  'type',
  'predicateType',
  'attester',
  'signer',
  'moment',
  'expiresAt',
  'statementDigest',
  'subject',
  'summary',
]

function claim(value: unknown, at: string): Claim {
  const from = object(value, at, CLAIM)
  const moment = from['moment']
  const expiresAt = from['expiresAt']
  return {
    type: name(from['type'], `${at}.type`),
    predicateType: name(from['predicateType'], `${at}.predicateType`),
    attester: name(from['attester'], `${at}.attester`),
    signer: signer(from['signer'], `${at}.signer`),
    ...(moment === undefined ? {} : { moment: time(moment, `${at}.moment`) }),
    ...(expiresAt === undefined ? {} : { expiresAt: time(expiresAt, `${at}.expiresAt`) }),
    statementDigest: sha256(from['statementDigest'], `${at}.statementDigest`),
    subject: name(from['subject'], `${at}.subject`),
    summary: summary(from['summary'], `${at}.summary`),
  }
}

function signer(value: unknown, at: string): Signer {
  const from = object(value, at, ['kind', 'id'])
  const kind = from['kind']
  if (kind !== 'key' && kind !== 'keyless') refuse(`${at}.kind`)
  return { kind, id: sha256(from['id'], `${at}.id`) }
}

const FIELD = /^[A-Za-z][A-Za-z0-9]{0,63}$/

function summary(value: unknown, at: string): Summary {
  if (!isRecord(value)) refuse(at)
  const from = value
  const fields = Object.keys(from)
  if (!(fields.length <= LIMITS.fields)) refuse(at)
  // The names are tested before one of them is written into a path.
  if (!fields.every((field) => FIELD.test(field))) refuse(at)
  return Object.fromEntries(fields.map((field) => [field, summaryValue(from[field], `${at}.${field}`)]))
}

function summaryValue(value: unknown, at: string): SummaryValue {
  if (value === true) return value
  if (typeof value === 'number') return integer(value, at)
  if (Array.isArray(value)) return list(value, LIMITS.list, at).map((each) => text(each, at))
  return text(value, at)
}

/** An object with no other members than these. */
function object(value: unknown, at: string, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (!isRecord(value) || !Object.keys(value).every((key) => known.includes(key))) return refuse(at)
  return value
}

function list(value: unknown, max: number, at: string): readonly unknown[] {
  return Array.isArray(value) && value.length <= max ? Array.from(value) : refuse(at)
}

function text(value: unknown, at: string): string {
  return isBoundedText(value, LIMITS.text) ? value : refuse(at)
}

function name(value: unknown, at: string): string {
  const read = text(value, at)
  return read === '' ? refuse(at) : read
}

const SHA256 = /^sha256:[0-9a-f]{64}$/

function sha256(value: unknown, at: string): string {
  return typeof value === 'string' && SHA256.test(value) ? value : refuse(at)
}

function integer(value: unknown, at: string): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : refuse(at)
}

function time(value: unknown, at: string): number {
  return isTime(value) ? value : refuse(at)
}
