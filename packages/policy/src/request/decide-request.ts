import type { Decision, ImageDecision, Reason } from '../decision.ts'
import { decide } from '../evaluation/decide.ts'
import { refusedImage } from '../evaluation/image-decision.ts'
import type { IdentifiedProfile } from '../identify-policy.ts'
import { type Cover, coverOf, type Gaps } from './cover.ts'

const SHOWN = 8

/**
 * Decides about a request: `decide`, and every image that the request newly makes run has its own entry, no entry is foreign (law L7). `request`
 * is its references, exactly as it has them; any other value is a deny. What is not covered closes and never opens: the images that have an entry
 * keep what `decide` said of them.
 */
export function decideRequest(request: unknown, document: unknown, profile: IdentifiedProfile): Decision {
  const decision = decide(document, profile)
  const cover = coverOf(request, document)
  switch (cover.outcome) {
    case 'covered':
    case 'document-malformed': // which `decide` has denied
      return decision
    default:
      return closed(decision, refusedImages(decision, cover, profile), profile)
  }
}

function refusedImages(
  { images }: Decision,
  cover: Exclude<Cover, { readonly outcome: 'covered' | 'document-malformed' }>,
  profile: IdentifiedProfile,
): readonly ImageDecision[] {
  if (cover.outcome === 'request-malformed') return [refusedImage({ code: 'request-malformed' }, -1, {}, profile)]
  const judged = images.map((image) =>
    cover.foreign.includes(image.index) ? refusedImage({ code: 'entry-foreign' }, image.index, image, profile) : image,
  )
  return cover.missing.length === 0 ? judged : [refusedImage(notCovered(cover), -1, {}, profile), ...judged]
}

function notCovered({ missing }: Gaps): Reason {
  return { code: 'image-not-covered', found: missing.length, missing: missing.slice(0, SHOWN) }
}

/** The profile itself denies: it is held up exactly where the profile enforces, or was already. */
function closed(decision: Decision, images: readonly ImageDecision[], { compiled }: IdentifiedProfile): Decision {
  const { expiresAt: _, ...rest } = decision
  return { ...rest, decision: 'deny', admit: decision.admit && compiled.mode !== 'enforce', images }
}
