import { isTime, type TrustReference } from '@pawl/document'
import type { CompiledProfile } from '../compiled-profile.ts'
import type { Decision, ImageDecision, Reason } from '../decision.ts'
import type { IdentifiedProfile } from '../identify-policy.ts'
import { ALWAYS, type Bound, least } from './bound.ts'
import { commonTrust } from './common-trust.ts'
import { decidePolicy } from './decide-policy.ts'
import { governs, readEntry } from './entry.ts'
import { aboutImage, imageDecision, modeOf, refusedImage } from './image-decision.ts'
import { readDocument } from './read-document.ts'
import { ALLOW, verdict } from './verdict.ts'

/**
 * Decides whether the attestations that a profile requires exist. Takes any JSON value as document: what is not one is a deny, never a throw.
 * `now` is the document's own; there is no other clock (law L5). Every image is judged on its own by every policy that governs it; all must allow.
 * It cannot know which images were asked for: whoever answers a request asks `decideRequest`.
 */
export function decide(document: unknown, profile: IdentifiedProfile): Decision {
  const read = readDocument(document)
  if (read === undefined) {
    return conclude([refused({ code: 'document-malformed' }, -1, {}, profile)], undefined, profile)
  }
  const { now, images } = read
  const { validUntil } = profile.compiled
  return conclude(
    images.map((image, index) =>
      isLive(validUntil, now)
        ? decideImage(image, index, now, profile)
        : refused(stale(validUntil), index, image, profile),
    ),
    commonTrust(images),
    profile,
  )
}

/** An old configuration holds old lists of what is revoked (C113). */
function isLive(validUntil: CompiledProfile['validUntil'], now: number): boolean {
  return validUntil === 'unlimited' || now < validUntil
}

function stale(validUntil: CompiledProfile['validUntil']): Reason {
  return { code: 'configuration-stale', ...(isTime(validUntil) ? { at: validUntil } : {}) }
}

/** What was decided of an image, and whether a denial comes from somebody who enforces. */
interface Judged {
  readonly image: ImageDecision
  readonly enforced: boolean
}

function decideImage(value: unknown, index: number, now: number, profile: IdentifiedProfile): Judged {
  const entry = readEntry(value, now)
  if (entry === undefined) return refused({ code: 'entry-malformed' }, index, value, profile)
  const governing = profile.policies.filter(({ compiled }) => governs(compiled, entry))
  if (governing.length === 0) {
    return profile.compiled.unmatched === ALLOW
      ? { image: { ...aboutImage(index, value), decision: verdict([true]), policies: [] }, enforced: false }
      : refused({ code: 'not-governed' }, index, value, profile)
  }
  const policies = governing.map((policy) => decidePolicy(entry, policy, modeOf(policy, profile)))
  const enforced = policies.some(({ decision, mode }) => decision !== ALLOW && mode === 'enforce')
  return { image: imageDecision(policies, index, value), enforced }
}

/** An entry that is not judged: the profile itself denies. */
function refused(reason: Reason, index: number, value: unknown, profile: IdentifiedProfile): Judged {
  return { image: refusedImage(reason, index, value, profile), enforced: profile.compiled.mode === 'enforce' }
}

function conclude(
  judged: readonly Judged[],
  trust: TrustReference | undefined,
  { compiled }: IdentifiedProfile,
): Decision {
  const images = judged.map(({ image }) => image)
  const decision = verdict(images.map((each) => each.decision === ALLOW))
  return {
    decision,
    admit: decision === ALLOW || !judged.some((each) => each.enforced),
    profile: compiled.name,
    ...(trust === undefined ? {} : { trust }),
    ...(decision === ALLOW ? endOf(images, compiled.validUntil) : {}),
    images,
  }
}

/** The least of all bounds. Nothing ends where nothing is governed: an image that the profile lets by has no bound. */
function endOf(
  images: readonly ImageDecision[],
  validUntil: CompiledProfile['validUntil'],
): Pick<Decision, 'expiresAt'> {
  let end: Bound = validUntil === 'unlimited' ? ALWAYS : validUntil
  for (const { policies } of images) {
    for (const { requirements } of policies) {
      for (const each of requirements) if (each.met) end = least(end, each.expiresAt)
    }
  }
  return end === ALWAYS ? {} : { expiresAt: end }
}
