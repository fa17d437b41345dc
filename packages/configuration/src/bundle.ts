import type { CompiledPolicy } from '@pawl/policy'

/** DSSE payload type of a bundle, and of nothing else: no attestation, summary or decision can be read as one. */
export const CONFIGURATION_TYPE = 'application/vnd.pawl.configuration.v1+json'

/** Bytes of a bundle's file. */
export const MAX_BUNDLE_BYTES = 4_194_304

export const MAX_POLICIES = 64

/** What is signed: everything that decides, in one file, so that an old list of what is revoked cannot be put beside a new policy (C113). */
export interface ConfigurationBundle {
  readonly apiVersion: 'pawl.dev/v1'
  readonly kind: 'ConfigurationBundle'
  readonly name: string
  /** Only rises. */
  readonly revision: number
  /** Epoch seconds of the first second at which it no longer counts. There is no bundle without an end. */
  readonly validUntil: number
  readonly trust: BundledTrust
  /** Normal forms, no name twice; 1 to 64. */
  readonly policies: readonly CompiledPolicy[]
  /** A ProfileConfiguration as it is written. Without it all policies apply everywhere. */
  readonly profiles?: unknown
}

export interface BundledTrust {
  /** A TrustConfiguration as it is written. */
  readonly configuration: unknown
  /** The text of every file that it names, by the path that it names: keys in PEM, trusted roots. Exactly those. */
  readonly files: Readonly<Record<string, string>>
  /** The public-good trusted root, exactly where a root asks for it: what was signed is what is trusted, whatever version reads it. */
  readonly publicGood?: string
}
