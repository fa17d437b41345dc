import { isRecord } from '@pawl/document'
import type { Mode } from '../compiled-policy.ts'
import { effectiveMode } from '../compiled-profile.ts'
import type { ImageDecision, PolicyDecision, Reason } from '../decision.ts'
import type { IdentifiedPolicy, IdentifiedProfile } from '../identify-policy.ts'
import { refusedBy } from './decide-policy.ts'
import { ALLOW, verdict } from './verdict.ts'

/** Every governing policy allows, and there is one. */
export function imageDecision(policies: readonly PolicyDecision[], index: number, value: unknown): ImageDecision {
  return { ...aboutImage(index, value), decision: verdict(policies.map((each) => each.decision === ALLOW)), policies }
}

/** An image that is not judged: every requirement of every policy is unmet, for one reason. */
export function refusedImage(reason: Reason, index: number, value: unknown, profile: IdentifiedProfile): ImageDecision {
  const policies = profile.policies.map((policy) => refusedBy(policy, modeOf(policy, profile), reason))
  return imageDecision(policies, index, value)
}

export function modeOf({ compiled }: IdentifiedPolicy, profile: IdentifiedProfile): Mode {
  return effectiveMode(profile.compiled, compiled)
}

/** What of an entry names it, for people. */
export function aboutImage(index: number, value: unknown): Pick<ImageDecision, 'index' | 'reference' | 'digest'> {
  const { reference, digest } = isRecord(value) ? value : {}
  return {
    index,
    reference: typeof reference === 'string' ? reference : '',
    ...(typeof digest === 'string' ? { digest } : {}),
  }
}
