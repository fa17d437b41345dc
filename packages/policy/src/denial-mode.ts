import type { Mode } from './compiled-policy.ts'
import type { CompiledProfile } from './compiled-profile.ts'
import type { Decision, ImageDecision } from './decision.ts'
import type { ReasonCode } from './evaluation/reason-codes.ts'

/**
 * The strictest mode in which somebody denies; undefined for an allow. A policy denies in the mode that it has within the profile; an image that is
 * refused as a whole, and whatever is not covered, is denied by the profile itself. `enforce` exactly where `admit` is false.
 */
export function denialMode(decision: Decision, profile: CompiledProfile): Mode | undefined {
  const { admit } = decision
  if (!admit) return 'enforce'
  const modes = denyingModes(decision, profile)
  return modes.has('warn') ? 'warn' : [...modes][0]
}

/** Every mode in which somebody denies; empty for an allow. */
export function denyingModes({ images }: Decision, profile: CompiledProfile): ReadonlySet<Mode> {
  return new Set(images.flatMap((image) => (isRefusedWhole(image) ? [profile.mode] : modesOf(image))))
}

function modesOf({ policies }: ImageDecision): readonly Mode[] {
  return policies.filter(({ requirements }) => requirements.some((each) => !each.met)).map(({ mode }) => mode)
}

const WHOLE: ReadonlySet<ReasonCode> = new Set([
  'request-malformed',
  'image-not-covered',
  'entry-foreign',
  'document-malformed',
  'configuration-stale',
  'entry-malformed',
  'not-governed',
])

function isRefusedWhole({ policies }: ImageDecision): boolean {
  const unmet = policies.flatMap(({ requirements }) => requirements.flatMap((each) => (each.met ? [] : each.reasons)))
  return unmet.some(({ code }) => WHOLE.has(code))
}
