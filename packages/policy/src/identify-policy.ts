import { canonicalBytes } from '@pawl/document'
import type { CompiledPolicy } from './compiled-policy.ts'
import { type CompiledProfile, profileOf } from './compiled-profile.ts'

/** A normal form and its digest, `sha256:...` over its canonical bytes: what a decision names. */
export interface IdentifiedPolicy {
  readonly compiled: CompiledPolicy
  readonly digest: string
}

/** What `decide` judges by. */
export interface IdentifiedProfile {
  readonly compiled: CompiledProfile
  readonly digest: string
  /** In the order of the profile. */
  readonly policies: readonly IdentifiedPolicy[]
}

/** `sha256:` and lower-case hexadecimal of the SHA-256 of bytes. Given by the caller: this package has no platform. */
export type Sha256 = (bytes: Uint8Array) => string

export function identifyPolicy(compiled: CompiledPolicy, sha256: Sha256): IdentifiedPolicy {
  return { compiled, digest: digestOf(compiled, sha256) }
}

export function identifyProfile(compiled: CompiledProfile, sha256: Sha256): IdentifiedProfile {
  const policies = compiled.policies.map((policy) => identifyPolicy(policy, sha256))
  return { compiled, digest: digestOf(compiled, sha256), policies }
}

/** One policy given by hand, as a profile of its own. */
export function identifyAlone(compiled: CompiledPolicy, sha256: Sha256): IdentifiedProfile {
  return identifyProfile(profileOf([compiled]), sha256)
}

function digestOf(compiled: CompiledPolicy | CompiledProfile, sha256: Sha256): string {
  return sha256(canonicalBytes(JSON.parse(JSON.stringify(compiled))))
}
