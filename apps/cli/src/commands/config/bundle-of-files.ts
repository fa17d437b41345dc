import { type BundleMaterial, isRefused, type UnsignedBundle, writeBundle } from '@pawl/configuration'
import { loadPolicies, loadProfiles, loadTrustOf, materialBeside, Refusal, readYaml } from '@pawl/setup'

/** Configuration files as people edit them. */
export interface ConfigurationFiles {
  readonly trust: string
  readonly policy: readonly string[]
  readonly profiles?: string
}

/** What a bundle says of itself. */
export interface BundleHead {
  readonly name: string
  readonly revision: number
  /** Epoch seconds. */
  readonly validUntil: number
}

/** The bundle that signing these files would make. `now`, epoch seconds: exceptions end within 90 days of it. */
export function bundleOfFiles(files: ConfigurationFiles, head: BundleHead, now: number): UnsignedBundle {
  const file = readYaml(files.trust)
  const policies = loadPolicies(files.policy, loadTrustOf(file), now)
  const profiles = files.profiles === undefined ? {} : { profiles: loadProfiles(files.profiles, policies).written }
  const bundle = writeBundle({ ...head, trust: file.value, policies, ...profiles }, textBeside(file.path))
  if (!isRefused(bundle)) return bundle
  throw new Refusal('usage', 'these files cannot be a bundle', [
    { at: 'at' in bundle ? bundle.at : bundle.code, message: 'see --name, --revision, --valid-until and --policy' },
  ])
}

/** What is no text is no key and no root either: the bundle is read back before it is signed. */
function textBeside(path: string): BundleMaterial {
  const material = materialBeside(path)
  return {
    file: (named) => Buffer.from(material.file(named)).toString('utf8'),
    publicGood: () => Buffer.from(material.publicGood()).toString('utf8'),
  }
}
