import type { TrustConfiguration } from '@pawl/core'
import { type CompiledPolicy, type CompiledProfile, type ProfileTable, profileFor, profileOf } from '@pawl/policy'
import type { ConfigurationBundle } from './bundle.ts'

/** A bundle whose every part was read: what decides, and what the operator wrote. */
export interface Configuration {
  readonly bundle: ConfigurationBundle
  readonly trust: TrustConfiguration
  readonly policies: readonly CompiledPolicy[]
  /** Undefined where the bundle has no profiles. */
  readonly profiles: ProfileTable | undefined
}

/** One that somebody with a configured key signed and that is not out of date. */
export interface SignedConfiguration extends Configuration {
  /** Of the payload, `sha256:...`. */
  readonly digest: string
  /** Ids of the keys. */
  readonly signedBy: readonly string[]
}

/**
 * What judges. With profiles the namespace chooses by its name; undefined where one is needed and not given, or given and not needed.
 * Every profile ends when the bundle does.
 */
export function profileIn(
  { bundle, policies, profiles }: Configuration,
  namespace: string | undefined,
): CompiledProfile | undefined {
  if (profiles !== undefined) return namespace === undefined ? undefined : profileFor(namespace, profiles)
  if (namespace !== undefined) return undefined
  return { ...profileOf(policies), name: bundle.name, validUntil: bundle.validUntil }
}
