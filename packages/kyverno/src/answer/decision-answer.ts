import type { ImageEntry } from '@pawl/document'
import {
  type Decision,
  decideRequest,
  denyingModes,
  digestIn,
  type Found,
  type IdentifiedProfile,
  unmetWords,
} from '@pawl/policy'
import type { Asked } from './parse-request.ts'
import { type DecisionBody, type KyvernoAnswer, refused, SCHEMA } from './protocol.ts'

/** By what is judged. */
export interface KyvernoWorld {
  /** By name: every profile that a request may name. */
  readonly profiles: ReadonlyMap<string, IdentifiedProfile>
  /** Epoch seconds. */
  readonly now: number
}

/** The answer in decision mode. `found` gives what was found for each image that is asked about. */
export function decisionAnswer(
  asked: Asked,
  found: (reference: string) => Found,
  { profiles, now }: KyvernoWorld,
): KyvernoAnswer {
  const { profile: name, nonce, images } = asked
  const profile = profiles.get(name)
  if (profile === undefined) return refused(422, 'profile-unknown')
  const all = images.map((reference) => ofItsDigest(found(reference), reference))
  const unanswered = all.find((each) => each.outcome === 'unanswered')
  if (unanswered !== undefined) return refused(503, unanswered.code)
  const entries = all.flatMap((each) => (each.outcome === 'entry' ? [each.entry] : []))
  const decision = judge(images, entries, now, profile)
  const ungoverned = decision === undefined ? [] : letBy(decision, images)
  // A tag can be moved after it was judged.
  const isMoving =
    profile.compiled.mode === 'enforce' && images.some((each) => isTag(each) && !ungoverned.includes(each))
  const echo = { schema: SCHEMA, profile: name, nonce, images } as const
  const modes = decision === undefined ? EVERY_MODE : acceptedOf(decision, profile)
  const accepted = { ...modes, enforce: modes.enforce && !isMoving }
  const tags = isMoving ? ['tag-not-pinned'] : []
  const reasons = [...wordsOf(all), ...tags, ...(decision === undefined ? [] : unmetWords(decision))].slice(0, SHOWN)
  return { status: 200, body: { body: { ...echo, asks: 'decision', accepted, ungoverned, reasons } } }
}

const SHOWN = 12

const EVERY_MODE = { enforce: true, warn: true, audit: true } as const
const NO_MODE = { enforce: false, warn: false, audit: false } as const

function acceptedOf(decision: Decision, { compiled }: IdentifiedProfile): DecisionBody['accepted'] {
  const denying = denyingModes(decision, compiled)
  // A no that nobody owns is one in every mode: the absence of who denies is no yes.
  if (decision.decision !== 'allow' && denying.size === 0) return NO_MODE
  return { enforce: !denying.has('enforce'), warn: !denying.has('warn'), audit: !denying.has('audit') }
}

/** Undefined where nothing is to be judged, because all carries forward: that is for `parseKyvernoRequest` to say, which never gives none otherwise. */
function judge(
  images: readonly string[],
  entries: readonly ImageEntry[],
  now: number,
  profile: IdentifiedProfile,
): Decision | undefined {
  if (images.length === 0) return undefined
  const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now, images: entries }
  return decideRequest(images, document, profile)
}

/** The evidence of one image must not speak for another, whoever mixed them up. */
export function ofItsDigest(found: Found, reference: string): Found {
  if (found.outcome !== 'entry') return found
  const named = digestIn(reference) ?? found.entry.digest
  const isIts = found.entry.reference === reference && found.entry.digest === named
  return isIts ? found : { outcome: 'refused', code: 'entry-foreign' }
}

function isTag(reference: string): boolean {
  return digestIn(reference) === undefined
}

/** Images that no policy governs and that the profile lets by. */
function letBy({ images: judged }: Decision, images: readonly string[]): readonly string[] {
  const free = judged.filter(({ decision, policies }) => decision === 'allow' && policies.length === 0)
  return images.filter((each) => free.some(({ reference }) => reference === each))
}

/** Codes alone: why an image has no entry, and why a source may say more in a moment. */
function wordsOf(all: readonly Found[]): readonly string[] {
  const codes = all.flatMap((each) => {
    if (each.outcome !== 'entry') return [each.code]
    return each.doubt === undefined ? [] : [each.doubt]
  })
  return [...new Set(codes)]
}
