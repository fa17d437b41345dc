import { loadTrust, sha256Digest, type TrustConfiguration, type TrustMaterial } from '@pawl/core'
import { encodeUtf8 } from '@pawl/document'
import { type IdentifiedProfile, identifyProfile, type ProfileTable } from '@pawl/policy'
import { publicGoodRoot } from '@pawl/sources'
import { chooseProfiles } from './chosen-profiles.ts'
import { materialBeside, refusing } from './load-configuration.ts'
import { readYaml } from './read-yaml.ts'
import { type BundlePins, loadSigned } from './signed-configuration.ts'

/** Everything that a service judges by, for all namespaces at once. */
export interface Judging {
  readonly trust: TrustConfiguration
  /** The trust configuration with everything that it names, as a thread of @pawl/workers takes it. */
  readonly trustFiles: {
    readonly written: unknown
    readonly files: ReadonlyMap<string, Uint8Array>
    readonly publicGood: Uint8Array
  }
  readonly table: ProfileTable
  /** Every profile of the table, by name. */
  readonly profiles: ReadonlyMap<string, IdentifiedProfile>
  /** Epoch seconds of the first second at which none of it counts; Infinity for files given by hand. */
  readonly until: number
}

/** From files given by hand. `readAt`, epoch seconds: exceptions end within 90 days of it. Throws Refusal. */
export function judgingOfFiles(
  paths: { readonly trust: string; readonly policies: readonly string[]; readonly profiles?: string },
  readAt: number,
): Judging {
  const file = readYaml(paths.trust)
  const { material, files } = recording(materialBeside(paths.trust))
  const trust = refusing(file, () => loadTrust(file.value, material))
  const { policies: policy, profiles } = paths
  const table = chooseProfiles(
    { policy, ...(profiles === undefined ? {} : { profiles }) },
    { trust, signed: undefined },
    readAt,
  )
  const trustFiles = { written: file.value, files, publicGood: publicGoodRoot() }
  return { trust, trustFiles, table, profiles: identified(table), until: Number.POSITIVE_INFINITY }
}

/** From a signed bundle. Throws Refusal `configuration-stale` for one that may not be used. */
export function judgingOfBundle(path: string, pins: BundlePins, now: number): Judging {
  const signed = loadSigned(path, pins, now)
  const { trust, bundle } = signed
  const table = chooseProfiles({}, { trust, signed }, now)
  const files = new Map(Object.entries(bundle.trust.files).map(([name, text]) => [name, encodeUtf8(text)]))
  const publicGood = encodeUtf8(bundle.trust.publicGood ?? '')
  const trustFiles = { written: bundle.trust.configuration, files, publicGood }
  return { trust, trustFiles, table, profiles: identified(table), until: bundle.validUntil }
}

function identified({ profiles, unknown }: ProfileTable): ReadonlyMap<string, IdentifiedProfile> {
  return new Map([...profiles.values(), unknown].map((each) => [each.name, identifyProfile(each, sha256Digest)]))
}

/** Keeps what is asked for, by the names that the configuration has. */
function recording(of: TrustMaterial): { material: TrustMaterial; files: ReadonlyMap<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>()
  const file = (named: string): Uint8Array => {
    const bytes = of.file(named)
    files.set(named, bytes)
    return bytes
  }
  return { material: { ...of, file }, files }
}
