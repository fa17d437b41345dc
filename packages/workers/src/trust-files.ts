import { loadTrust, type TrustConfiguration } from '@pawl/core'

/** A trust configuration with everything that it names, as plain values: a thread gets a copy and loads it itself. */
export interface TrustFiles {
  /** The TrustConfiguration as read from YAML or JSON. */
  readonly written: unknown
  /** The keys and roots that it names, by the names that it has for them. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly publicGood: Uint8Array
}

/** Throws what `loadTrust` throws; a name without a file is a TypeError, for whoever collects the files asks for every one. */
export function trustOf({ written, files, publicGood }: TrustFiles): TrustConfiguration {
  return loadTrust(written, {
    file: (name) => {
      const bytes = files.get(name)
      if (bytes === undefined) throw new TypeError('a file that the trust configuration names was not handed over')
      return bytes
    },
    publicGood: () => publicGood,
  })
}
