import { profileIn, type SignedConfiguration } from '@pawl/configuration'
import { sha256Digest, type TrustConfiguration } from '@pawl/core'
import { type CompiledPolicy, type IdentifiedProfile, identifyProfile } from '@pawl/policy'
import { usage } from '../refusal.ts'
import { loadProfile, loadTrustFile, type PolicyFiles } from './load-configuration.ts'
import { type BundlePins, loadSigned } from './signed-configuration.ts'

/** Where the trust configuration comes from: a file given by hand, or a signed bundle. */
export interface TrustChoice extends BundlePins {
  readonly trust?: string
  readonly config?: string
}

/** Where the policies come from. With a bundle they are in it. */
export type PolicyChoice = Partial<PolicyFiles>

export interface ChosenTrust extends PolicySource {
  readonly trust: TrustConfiguration
  /** Epoch seconds of the first second at which it no longer counts; Infinity for files given by hand, which are trusted as files. */
  readonly until: number
}

/** What policies are read beside. Without a trust configuration nobody can say whether a name in them is a slip. */
export interface PolicySource {
  readonly trust: TrustConfiguration | undefined
  readonly signed: SignedConfiguration | undefined
}

export function chooseTrust(options: TrustChoice, now: number): ChosenTrust {
  const { trust, config } = options
  if (config === undefined) {
    if (trust === undefined) throw usage('name a trust configuration with --trust, or a signed bundle with --config')
    return { trust: loadTrustFile(trust), until: Number.POSITIVE_INFINITY, signed: undefined }
  }
  const signed = loadSigned(config, options, now)
  return { trust: signed.trust, until: signed.bundle.validUntil, signed }
}

/** The same where nothing is verified: policies given by hand need no trust configuration then. */
export function choosePolicySource(options: TrustChoice, now: number): PolicySource {
  if (options.config !== undefined) return chooseTrust(options, now)
  return { trust: options.trust === undefined ? undefined : loadTrustFile(options.trust), signed: undefined }
}

/** What judges. `readAt`, epoch seconds: exceptions in files given by hand end within 90 days of it. */
export function chooseProfile(
  { policy, ...choice }: PolicyChoice,
  { trust, signed }: PolicySource,
  readAt: number,
): IdentifiedProfile {
  if (signed !== undefined) {
    const { namespace } = choice
    const profile = profileIn(signed, namespace)
    if (profile !== undefined) return identifyProfile(profile, sha256Digest)
    throw usage(
      namespace === undefined
        ? 'the bundle has profiles: name the namespace with --namespace'
        : 'the bundle has no profiles: leave out --namespace',
    )
  }
  if (policy === undefined) throw usage('name the policies with --policy, or a signed bundle with --config')
  return loadProfile({ ...choice, policy }, trust, readAt)
}

/** Globs over canonical repositories: the images of these policies. */
export function governedBy(policies: readonly Pick<CompiledPolicy, 'images'>[]): readonly string[] {
  return policies.flatMap(({ images }) => images.map(({ glob }) => glob))
}
