import { decideRequest, denialMode, identifyProfile, outcomeOf } from '@pawl/policy'
import { sha256 } from '../../../cross-engine/outcome-text.ts'
import type { Posed } from './posed.ts'

/** What three constraints say of a pod, one for each mode, and the pairs that are unmet by reference: `undefined` where no document is judged. */
export interface Verdicts {
  readonly violated: readonly string[]
  readonly unmet: readonly string[] | undefined
}

const PINNED = /^[^@]+@sha256:[0-9a-f]{64}$/

/** By the evaluator. A tag is denied where the profile enforces and a policy governs the image. */
export function expectedOf({ references, document, profile }: Posed): Verdicts {
  const whole = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', ...document }
  const decision = decideRequest(references, whole, identifyProfile(profile, sha256))
  const mode = denialMode(decision, profile)
  const covered = document.images.length === references.length
  const letBy = new Set(decision.images.filter((each) => each.policies.length === 0).map(({ reference }) => reference))
  const isMoving = references.some((each) => !PINNED.test(each) && !letBy.has(each))
  const denied = {
    enforce: profile.mode === 'enforce' && (mode === 'enforce' || isMoving),
    warn: mode === 'enforce' || mode === 'warn',
    audit: mode !== undefined,
  }
  return {
    violated: Object.entries(denied).flatMap(([name, is]) => (is ? [`pawl-${name}`] : [])),
    unmet: covered
      ? outcomeOf(decision)
          .unmet.map(([at, ...rest]) => named(decision.images[at]?.reference, rest))
          .toSorted()
      : undefined,
  }
}

export function named(reference: unknown, [policy, requirement]: readonly unknown[]): string {
  return JSON.stringify([reference, policy, requirement])
}
