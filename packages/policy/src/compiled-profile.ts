import type { CompiledPolicy, Mode } from './compiled-policy.ts'

/**
 * A named set of policies, in the normal form that engines get: every image needs at least one governing policy, and every
 * governing one must allow. Adding a policy only closes, except over images that none governed.
 */
export interface CompiledProfile {
  readonly apiVersion: 'pawl.dev/v1'
  readonly kind: 'CompiledProfile'
  readonly name: string
  /** The most that it does: a policy in a weaker mode keeps its own. */
  readonly mode: Mode
  /** What becomes of an image that no policy governs. */
  readonly unmatched: 'deny' | 'allow'
  /** Epoch seconds of the first second at which this configuration no longer counts, or the word. */
  readonly validUntil: number | 'unlimited'
  /** 1 to 16, no name twice. */
  readonly policies: readonly CompiledPolicy[]
}

const ORDER: readonly Mode[] = ['audit', 'warn', 'enforce']

/** The mode in which a policy works within a profile: the weaker of the two. */
export function effectiveMode(profile: CompiledProfile, policy: CompiledPolicy): Mode {
  return ORDER.indexOf(policy.mode) < ORDER.indexOf(profile.mode) ? policy.mode : profile.mode
}

/** Policies given by hand, as a profile: every image must be governed, in the strictest mode that one of them has. */
export function profileOf(policies: readonly CompiledPolicy[]): CompiledProfile {
  const strictest = Math.max(...policies.map((each) => ORDER.indexOf(each.mode)))
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'CompiledProfile',
    name: policies.map((each) => each.name).join('+'),
    mode: ORDER[strictest] ?? 'enforce',
    unmatched: 'deny',
    validUntil: 'unlimited',
    policies,
  }
}
