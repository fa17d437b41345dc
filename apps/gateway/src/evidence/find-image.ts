import { Fault, type ImageReference, imageEntry, parseImageReference } from '@pawl/core'
import { globMatches, type ImageEntry } from '@pawl/document'
import { digestIn, type Found, type Pinned, pinnedTo } from '@pawl/policy'
import { fetchImage, type Judging, type RegistryAccess, VALIDITY } from '@pawl/setup'
import { isRegistryReference, resolveSubject, type SourceAnswer } from '@pawl/sources'
import type { VerifierPool } from '@pawl/workers'

/** What finds images: everything that the answer to a reference depends on. */
export interface ImageFinder {
  /** The entry of an image. Never throws: what goes wrong is a value. `within`, milliseconds from now. */
  readonly find: (reference: string, within: number) => Promise<Found>
  /** The reference with its digest. */
  readonly pin: (reference: string, within: number) => Promise<Pinned>
}

export interface FinderParts {
  readonly judging: Judging
  readonly access: RegistryAccess
  readonly pool: VerifierPool
  /** Paths of further evidence. */
  readonly evidence: readonly string[]
  /** Epoch seconds. */
  readonly clock: () => number
}

export function imageFinder(parts: FinderParts): ImageFinder {
  return {
    find: (reference, within) => inTime(within, () => findEntry(reference, within, parts)),
    pin: (reference, within) => inTime(within, () => pinOne(reference, parts)),
  }
}

async function findEntry(reference: string, within: number, parts: FinderParts): Promise<Found> {
  const { judging, access, pool, evidence, clock } = parts
  const named = read(reference)
  if (named === undefined) return { outcome: 'refused', code: 'reference-invalid' }
  if (!isGoverned(named, judging))
    return { outcome: 'entry', entry: ungoverned(reference, named, parts), doubt: undefined }
  const started = performance.now()
  const { subject, answers } = await fetchImage(reference, evidence, access)
  const fetched = answers.flatMap((answer) => answer.evidence)
  const now = clock()
  const times = { verifiedAt: now, validUntil: Math.min(now + VALIDITY, judging.until) }
  const left = Math.max(within - (performance.now() - started), 0)
  const answer = await pool.verify({ evidence: fetched, subject: subject.subject, times, within: left })
  if (answer.outcome === 'unanswered') return { outcome: 'unanswered', code: answer.why }
  return { outcome: 'entry', entry: imageEntry(reference, subject, answer.image.summary), doubt: doubtIn(answers) }
}

async function pinOne(reference: string, { judging, access }: FinderParts): Promise<Pinned> {
  if (digestIn(reference) !== undefined) return { outcome: 'pinned', reference }
  const named = read(reference)
  if (named === undefined) return { outcome: 'refused', code: 'reference-invalid' }
  // A registry that no policy governs is never asked; the validating constraint says what becomes of the image.
  if (!isGoverned(named, judging)) return { outcome: 'pinned', reference }
  const session = access.open()
  try {
    const { subject } = await resolveSubject(reference, session)
    return { outcome: 'pinned', reference: pinnedTo(reference, subject.digest) }
  } finally {
    await session.close()
  }
}

/** The image that a reference names; undefined for a folder or a file of this machine, which a request could name too, and for no reference. */
function read(reference: string): ImageReference | undefined {
  if (!isRegistryReference(reference)) return undefined
  try {
    return parseImageReference(reference)
  } catch (error) {
    if (error instanceof Fault && error.code === 'reference-invalid') return undefined
    throw error
  }
}

function isGoverned({ repository }: ImageReference, { profiles }: Judging): boolean {
  return [...profiles.values()].some(({ policies }) =>
    policies.some(({ compiled }) => compiled.images.some(({ glob }) => globMatches(glob, repository))),
  )
}

/** An image that no policy governs has no claims, and its registry is not asked: a profile that lets it by does so by its name. */
function ungoverned(reference: string, named: ImageReference, { judging, clock }: FinderParts): ImageEntry {
  const { repository, name, digest } = named
  const verifiedAt = clock()
  const validUntil = Math.min(verifiedAt + VALIDITY, judging.until)
  const entry = { reference, repository, name, verifiedAt, validUntil, trust: judging.trust.reference, claims: [] }
  return digest === undefined ? entry : { ...entry, digest }
}

/** Why a source may give more in a moment; undefined where each has said what it has to say. */
function doubtIn(answers: readonly SourceAnswer[]): string | undefined {
  return answers.flatMap(({ codes }) => codes).find((code) => PASSING.has(code))
}

const PASSING: ReadonlySet<string> = new Set([
  'rate-limited',
  'server-error',
  'timeout',
  'dns-failed',
  'tls-failed',
  'connection-failed',
])

/** Faults that stay: the same question gets the same answer. */
const STAYING: ReadonlySet<string> = new Set(['reference-invalid', 'registry-not-allowed', 'image-ambiguous'])

interface Trouble {
  readonly outcome: 'refused' | 'unanswered'
  readonly code: string
}

/** What comes late is no answer, and neither is a throw. The work itself ends with the deadlines of its own parts. */
async function inTime<T>(within: number, work: () => Promise<T>): Promise<T | Trouble> {
  const { promise: late, resolve } = Promise.withResolvers<Trouble>()
  const timer = setTimeout(() => resolve({ outcome: 'unanswered', code: 'deadline-passed' }), Math.max(within, 0))
  try {
    return await Promise.race([late, work().catch(troubleOf)])
  } finally {
    clearTimeout(timer)
  }
}

function troubleOf(thrown: unknown): Trouble {
  if (!(thrown instanceof Fault)) return { outcome: 'unanswered', code: 'defect' }
  return { outcome: STAYING.has(thrown.code) ? 'refused' : 'unanswered', code: thrown.code }
}
