import { type Decision, decideRequest, denyingModes, digestIn, identifyProfile, outcomeOf } from '@pawl/policy'
import { sha256 } from '../../../cross-engine/outcome-text.ts'
import type { Posed } from './posed.ts'

/** What Kyverno is to say of a pod. */
export interface Said {
  readonly denied: boolean
  readonly warned: boolean
  /** `#index policy/requirement`, of what is unmet; undefined where nothing of it is compared. */
  readonly unmet: readonly string[] | undefined
}

/** By the evaluator. A tag is denied where the profile enforces and a policy governs the image. */
export function expectedOf({ references, document, profile }: Posed): Said & { readonly decision: Decision } {
  const decision = decideRequest(references, document, identifyProfile(profile, sha256))
  const modes = denyingModes(decision, profile)
  const letBy = new Set(
    decision.images
      .filter((each) => each.decision === 'allow' && each.policies.length === 0)
      .map((each) => each.reference),
  )
  const isMoving = references.some((each) => digestIn(each) === undefined && !letBy.has(each))
  const unmet = outcomeOf(decision).unmet.map(([index, policy, requirement]) => `#${index} ${policy}/${requirement}`)
  return {
    decision,
    denied: modes.has('enforce') || (profile.mode === 'enforce' && isMoving),
    warned: modes.has('warn'),
    unmet: [...new Set(unmet)].toSorted(),
  }
}

/** As text; `unmet` is compared where all of it is told in one message. */
export function saidText({ denied, warned, unmet }: Said, isWhole: boolean): string {
  return JSON.stringify({ denied, warned, unmet: isWhole ? unmet : undefined })
}
