import { loadTrust, preAuthenticationEncoding } from '@pawl/core'
import { canonicalBytes, encodeUtf8 } from '@pawl/document'
import { CONFIGURATION_TYPE, type ConfigurationBundle } from './bundle.ts'
import { readBundle } from './read-bundle.ts'
import { type ConfigurationRejection, isRefused } from './rejection.ts'

/** What a bundle is made of: the trust configuration and the profiles as they are written, the policies in their normal form. */
export interface BundleParts extends Omit<ConfigurationBundle, 'apiVersion' | 'kind' | 'trust'> {
  readonly trust: unknown
}

/** The text of what a trust configuration names. Both throw where there is nothing, or no text. */
export interface BundleMaterial {
  readonly file: (path: string) => string
  readonly publicGood: () => string
}

/** What is to be signed, and what a verifier will read. */
export interface UnsignedBundle {
  readonly bundle: ConfigurationBundle
  readonly payload: Uint8Array
  /** What a signature is made over (DSSE v1 protocol, "PAE definition"). */
  readonly toSign: Uint8Array
}

/**
 * The canonical bytes (RFC 8785) of a bundle. It is read back as a verifier reads it, so that what cannot be used is never signed. Throws
 * ConfigurationInvalid and Fault as that reader does.
 */
export function writeBundle(parts: BundleParts, material: BundleMaterial): UnsignedBundle | ConfigurationRejection {
  const { trust, ...others } = parts
  const bundle = { apiVersion: 'pawl.dev/v1', kind: 'ConfigurationBundle', ...others, trust: collect(trust, material) }
  const plain = JSON.parse(JSON.stringify(bundle))
  const read = readBundle(plain)
  if (isRefused(read)) return read
  const payload = canonicalBytes(plain)
  return { bundle: read.bundle, payload, toSign: preAuthenticationEncoding(CONFIGURATION_TYPE, payload) }
}

/** The trust configuration with the text of every file that it names. */
function collect(configuration: unknown, material: BundleMaterial): object {
  const files = new Map<string, string>()
  let publicGood: string | undefined
  loadTrust(configuration, {
    file: (path) => {
      const text = material.file(path)
      files.set(path, text)
      return encodeUtf8(text)
    },
    publicGood: () => {
      publicGood = material.publicGood()
      return encodeUtf8(publicGood)
    },
  })
  return { configuration, files: Object.fromEntries(files), ...(publicGood === undefined ? {} : { publicGood }) }
}
