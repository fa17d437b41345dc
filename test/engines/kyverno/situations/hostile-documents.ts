import { created } from '../../gatekeeper/cluster/admission.ts'
import { EVIL, FINE, GOOD } from '../../gatekeeper/cluster/images.ts'
import { pod } from '../../gatekeeper/cluster/workloads.ts'
import { answers, type Body, bodyFor, documentOf, entryOf } from '../gateway-double/answers.ts'
import type { Situation, Verdict } from './situation.ts'

const TWO = [FINE, GOOD]
const now = (): number => Math.floor(Date.now() / 1000)

/** A right answer with another document. */
const document = (
  when: string,
  verdict: Verdict,
  change: (right: Body) => unknown,
  more: Partial<Situation> = {},
): Situation => ({
  when,
  admission: created(pod({ containers: [GOOD], init: [FINE] })),
  verdict,
  only: 'document',
  gateway: answers((asked) => ({
    ...bodyFor(asked, () => true),
    document: change(documentOf(asked.images, () => true)),
  })),
  ...more,
})

const members = (when: string, verdict: Verdict, changed: Body): Situation =>
  document(when, verdict, (right) => ({ ...right, ...changed }))

/** The entry of the first image, changed. */
const entry = (when: string, verdict: Verdict, change: (right: Body) => unknown): Situation =>
  document(when, verdict, (right) => ({ ...right, images: firstChanged(right, change) }))

function firstChanged(right: Body, change: (entry: Body) => unknown): readonly unknown[] {
  const [first, ...rest] = right['images'] as readonly Body[]
  return [change(first ?? {}), ...rest]
}

const DOCUMENTS: readonly Situation[] = [
  document('the document is right', 'admits', (right) => right),
  document('the document is null', 'denies', () => null),
  document('the document is a list', 'denies', (right) => [right]),
  document('the document is text', 'denies', (right) => JSON.stringify(right)),
  document('there is no document', 'denies', () => undefined),
  members('the document is of another version', 'denies', { apiVersion: 'pawl.dev/v2' }),
  members('the document is of another kind', 'denies', { kind: 'ImageSummary' }),
  members('now is text', 'denies', { now: '1764000000' }),
  members('now is not whole', 'denies', { now: 1_764_000_000.5 }),
  members('now is beyond every number', 'denies', { now: 1e300 }),
  members('now is below zero', 'denies', { now: -1 }),
  members('now is null', 'denies', { now: null }),
  members('the document is of an hour ago', 'denies', { now: 1_000_000_000 }),
  members('there are no images', 'denies', { images: [] }),
  members('the images are an object', 'denies', { images: { 0: {} } }),
  members('the images are null', 'denies', { images: null }),
  document('a member is there that nobody knows', 'admits', (right) => ({ ...right, more: 1 })),
]

const COVER: readonly Situation[] = [
  document(
    'the first image has no entry',
    'denies',
    (right) => ({ ...right, images: (right['images'] as readonly Body[]).slice(1) }),
    { says: '#-1' },
  ),
  document('the last image has no entry', 'denies', (right) => ({
    ...right,
    images: (right['images'] as readonly Body[]).slice(0, 1),
  })),
  document('an entry is there twice', 'admits', (right) => ({
    ...right,
    images: [...(right['images'] as readonly Body[]), entryOf(GOOD, [REVIEW], now())],
  })),
  document('the second entry of an image has no claims', 'denies', (right) => ({
    ...right,
    images: [...(right['images'] as readonly Body[]), entryOf(GOOD, [], now())],
  })),
  document('an entry is there that nobody asked for', 'denies', (right) => ({
    ...right,
    images: [...(right['images'] as readonly Body[]), entryOf(EVIL, [REVIEW], now())],
  })),
  document('the entry of one image stands under the name of another', 'denies', (right) => ({
    ...right,
    images: TWO.map((reference) => ({ ...entryOf(GOOD, [REVIEW], now()), reference })),
  })),
  document('there are 65 entries', 'denies', (right) => ({
    ...right,
    images: Array.from({ length: 65 }, () => entryOf(GOOD, [REVIEW], now())),
  })),
]

const REVIEW = {
  type: 'review',
  predicateType: 'x',
  attester: 'security-team',
  signer: { kind: 'key', id: 'x' },
  statementDigest: 'sha256:x',
  subject: 'exact',
  summary: { approved: true },
}

const claim = (when: string, verdict: Verdict, changed: Body): Situation =>
  entry(when, verdict, (right) => ({ ...right, claims: [{ ...REVIEW, ...changed }] }))

const ENTRIES: readonly Situation[] = [
  entry('an entry is null', 'denies', () => null),
  entry('an entry is a list', 'denies', (right) => [right]),
  entry('an entry has no digest', 'denies', ({ digest: _, ...right }) => right),
  entry('the digest of an entry is null', 'denies', (right) => ({ ...right, digest: null })),
  entry('the digest of an entry is that of another image', 'denies', (right) => ({
    ...right,
    digest: `sha256:${'cd'.repeat(32)}`,
  })),
  entry('an entry has no repository', 'denies', ({ repository: _, ...right }) => right),
  entry('an entry is of a repository that nobody governs', 'denies', (right) => ({
    ...right,
    repository: 'elsewhere.test/good',
  })),
  entry('an entry has ended this second', 'denies', (right) => ({ ...right, validUntil: right['verifiedAt'] })),
  entry('an entry ends as text', 'denies', (right) => ({ ...right, validUntil: '9999999999' })),
  entry('an entry was verified five minutes ahead', 'admits', (right) => ({
    ...right,
    verifiedAt: Number(right['verifiedAt']) + 300,
    validUntil: Number(right['verifiedAt']) + 900,
  })),
  entry('an entry was verified more than five minutes ahead', 'denies', (right) => ({
    ...right,
    verifiedAt: Number(right['verifiedAt']) + 301,
    validUntil: Number(right['verifiedAt']) + 900,
  })),
  entry('the claims of an entry are an object', 'denies', (right) => ({ ...right, claims: { 0: REVIEW } })),
  entry('the claims of an entry are null', 'denies', (right) => ({ ...right, claims: null })),
  entry('an entry has 65 claims', 'denies', (right) => ({
    ...right,
    claims: Array.from({ length: 65 }, () => REVIEW),
  })),
  entry('claims that are none stand beside a good one', 'admits', (right) => ({
    ...right,
    claims: [null, 1, {}, [], REVIEW],
  })),
  claim('a claim is by somebody else', 'denies', { attester: 'somebody' }),
  claim('a claim is of another type', 'denies', { type: 'vulnerability-scan' }),
  claim('a claim says no', 'denies', { summary: { approved: false } }),
  claim('a claim says the text true', 'denies', { summary: { approved: 'true' } }),
  claim('a claim says nothing of it', 'denies', { summary: {} }),
  claim('the summary of a claim is null', 'denies', { summary: null }),
  claim('a claim has ended', 'denies', { expiresAt: 1_000_000_000 }),
  claim('the end of a claim is null', 'denies', { expiresAt: null }),
  claim('a claim is of the year 2100', 'denies', { moment: 4_102_444_800 }),
]

export const HOSTILE_DOCUMENTS: readonly Situation[] = [...DOCUMENTS, ...COVER, ...ENTRIES]
