import { type CompiledProfile, type ProfileTable, profileOf } from '@pawl/policy'
import { usage } from '../refusal.ts'
import type { PolicySource } from './chosen-configuration.ts'
import { loadPolicies, loadProfiles } from './load-configuration.ts'

/** Which profiles there are, for whoever judges every namespace and not one. */
export interface ProfilesChoice {
  readonly policy?: readonly string[]
  /** A ProfileConfiguration. Without one all policies apply everywhere. */
  readonly profiles?: string
}

/**
 * The profiles of a signed bundle, or of files given by hand. Without profiles there is one, for every namespace; its name is that of the bundle, or
 * the names of the policies: whoever asks and whoever answers must call it the same. `readAt`, epoch seconds: exceptions in files end within 90 days of it.
 */
export function chooseProfiles(
  { policy, profiles }: ProfilesChoice,
  { trust, signed }: PolicySource,
  readAt: number,
): ProfileTable {
  if (signed !== undefined) {
    const { bundle, policies } = signed
    const { name, validUntil } = bundle
    return signed.profiles ?? everywhere({ ...profileOf(policies), name, validUntil })
  }
  if (policy === undefined) throw usage('name the policies with --policy, or a signed bundle with --config')
  const policies = loadPolicies(policy, trust, readAt)
  return profiles === undefined ? everywhere(profileOf(policies)) : loadProfiles(profiles, policies).table
}

function everywhere(profile: CompiledProfile): ProfileTable {
  return { profiles: new Map([[profile.name, profile]]), namespaces: [], unknown: profile }
}
