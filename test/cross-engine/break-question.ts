import type { CompiledPolicy, CompiledProfile } from '@pawl/policy'
import { isObject, type Json, type JsonObject, setMember } from '../generators/json-tree.ts'
import type { Random } from '../generators/prng.ts'
import type { Question } from './engine.ts'

/** A question that was allowed, while it is being broken: `entry` is one of its entries, which all are governed. */
interface Allowed {
  readonly random: Random
  readonly request: readonly string[]
  readonly document: JsonObject
  readonly images: JsonObject[]
  readonly entry: JsonObject
  readonly profile: CompiledProfile
  readonly expiresAt: number
}

type Break = (allowed: Allowed) => Partial<Question> | undefined

/** The document is a copy that may be changed in place. */
const inPlace =
  (change: (allowed: Allowed) => void): Break =>
  (allowed) => {
    change(allowed)
    return {}
  }

const ofEntry = (member: string, value: (allowed: Allowed) => Json): Break =>
  inPlace((allowed) => {
    allowed.entry[member] = value(allowed)
  })

const ofDocument = (member: string, value: (allowed: Allowed) => Json): Break =>
  inPlace((allowed) => {
    allowed.document[member] = value(allowed)
  })

/** Every claim of the entry has this member wrong: then none is left, and nothing but claims can meet a requirement. */
const ofClaims =
  (member: string, value: (allowed: Allowed) => Json): Break =>
  (allowed) => {
    if (allowed.profile.policies.some(({ exceptions }) => exceptions.length > 0)) return undefined
    for (const claim of (allowed.entry['claims'] as Json[]).filter(isObject)) setMember(claim, member, value(allowed))
    return {}
  }

const ofProfile =
  (change: (allowed: Allowed) => Partial<CompiledProfile>): Break =>
  (allowed) => ({ profile: { ...allowed.profile, ...change(allowed) } })

const nowOf = ({ document }: Allowed): number => document['now'] as number
const referenceOf = ({ entry }: Allowed): string => entry['reference'] as string

/** One fact each, with which the question must be denied whatever else it holds. */
const BREAKS: Readonly<Record<string, Break>> = {
  'request: empty': () => ({ request: [] }),
  'request: absent': () => ({ request: undefined }),
  'request: a text': (allowed) => ({ request: referenceOf(allowed) }),
  'request: a number in it': ({ request }) => ({ request: [...request, 1] }),
  'request: an empty text in it': ({ request }) => ({ request: [...request, ''] }),
  'request: one more': (allowed) => ({ request: [...allowed.request, `${referenceOf(allowed)}-x`] }),
  'request: one less': (allowed) => {
    const left = allowed.request.filter((each) => each !== referenceOf(allowed))
    return left.length === 0 ? undefined : { request: left }
  },
  'request: one in capitals': (allowed) => ({
    request: allowed.request.map((each) => (each === referenceOf(allowed) ? each.toUpperCase() : each)),
  }),
  'request: one by digest': (allowed) => ({
    request: allowed.request.map((each) =>
      each === referenceOf(allowed) ? `${each}@${allowed.entry['digest']}` : each,
    ),
  }),
  'entries: none for one image': inPlace((allowed) => {
    const gone = referenceOf(allowed)
    allowed.document['images'] = allowed.images.filter((each) => each['reference'] !== gone)
  }),
  'entries: one more': inPlace((allowed) => {
    allowed.images.push({ ...structuredClone(allowed.entry), reference: `${referenceOf(allowed)}-x` })
  }),
  'entries: a second one for an image, malformed': inPlace(({ images, entry }) => {
    images.push({ ...structuredClone(entry), claims: {} })
  }),
  'entries: a second one for an image, without digest': inPlace(({ images, entry }) => {
    const { digest: _, ...rest } = structuredClone(entry)
    images.push(rest)
  }),
  'entries: null among them': inPlace(({ images }) => {
    images.push(null as never)
  }),
  'entry: another reference': ofEntry('reference', (allowed) => `${referenceOf(allowed)}-x`),
  'entry: no reference': inPlace(({ entry }) => {
    delete entry['reference']
  }),
  'entry: no digest': inPlace(({ entry }) => {
    delete entry['digest']
  }),
  'entry: null for a digest': ofEntry('digest', () => null),
  'entry: a digest in capitals': ofEntry('digest', ({ entry }) => (entry['digest'] as string).toUpperCase()),
  'entry: a number for a repository': ofEntry('repository', () => 7),
  'entry: an object for claims': ofEntry('claims', () => ({})),
  'entry: a claim too many': ofEntry('claims', () => Array.from({ length: 65 }, () => ({}))),
  'entry: over': ofEntry('validUntil', nowOf),
  'entry: an end in text': ofEntry('validUntil', ({ entry }) => String(entry['validUntil'])),
  'entry: verified in the future': ofEntry('verifiedAt', (allowed) => nowOf(allowed) + 301),
  'claims: none': (allowed) => {
    if (allowed.profile.policies.some(({ exceptions }) => exceptions.length > 0)) return undefined
    allowed.entry['claims'] = []
    return {}
  },
  'claims: a number for a type': ofClaims('type', () => 7),
  'claims: a type that nobody asks for': ofClaims('type', () => 'nothing'),
  'claims: by nobody': ofClaims('attester', () => 'nobody'),
  'claims: no statement': ofClaims('statementDigest', () => null),
  'claims: no summary': ofClaims('summary', () => []),
  'claims: over': ofClaims('expiresAt', nowOf),
  'claims: an end in text': ofClaims('expiresAt', (allowed) => String(nowOf(allowed) + 1_000_000)),
  'claims: from the future': ofClaims('moment', ({ entry }) => (entry['verifiedAt'] as number) + 301),
  'document: at the end of the allow': ofDocument('now', ({ expiresAt }) => expiresAt),
  'document: at the end of an entry': ofDocument('now', ({ images }) =>
    Math.min(...images.map((each) => each['validUntil'] as number)),
  ),
  'document: a time in text': ofDocument('now', (allowed) => String(nowOf(allowed))),
  'document: a fraction of a second': ofDocument('now', (allowed) => nowOf(allowed) + 0.5),
  'document: another version': ofDocument('apiVersion', () => 'pawl.dev/v2'),
  'document: another kind': ofDocument('kind', () => 'attestationinput'),
  'document: no images': ofDocument('images', () => []),
  'document: 65 images': ofDocument('images', ({ entry }) => Array.from({ length: 65 }, () => structuredClone(entry))),
  'profile: over': ofProfile((allowed) => ({ validUntil: nowOf(allowed) })),
  'profile: the digest is revoked': ofProfile(({ profile, entry }) => ({
    policies: profile.policies.map((policy) => revoking(policy, entry['digest'] as string)),
  })),
}

export const QUESTION_BREAKS: readonly string[] = Object.keys(BREAKS)

function revoking(policy: CompiledPolicy, digest: string): CompiledPolicy {
  return { ...policy, revoked: { ...policy.revoked, digests: [...policy.revoked.digests, digest] } }
}

/**
 * The question with that fact broken; undefined where the fact is not there to break. Takes one that was allowed until `expiresAt` by a profile that lets
 * nothing by: so every entry is governed, well-formed, resolved and in time, and every reference is a text.
 */
export function brokenQuestion(
  kind: string,
  allowed: Question,
  expiresAt: number,
  random: Random,
): Question | undefined {
  const document = structuredClone(allowed.document) as JsonObject
  const images = document['images'] as JsonObject[]
  const { profile } = allowed
  const request = allowed.request as readonly string[]
  const broken = BREAKS[kind]?.({ random, request, document, images, entry: random.pick(images), profile, expiresAt })
  return broken === undefined ? undefined : { request, document, profile, ...broken }
}
