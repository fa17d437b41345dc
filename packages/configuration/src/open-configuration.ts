import { isRejection, openSignedDocument, type PublicKey } from '@pawl/core'
import { CONFIGURATION_TYPE, MAX_BUNDLE_BYTES } from './bundle.ts'
import type { SignedConfiguration } from './configuration.ts'
import { readBundle } from './read-bundle.ts'
import { type ConfigurationRejection, isRefused } from './rejection.ts'
import { checkRevision, type LeastRevision } from './revision.ts'

/** What makes a bundle the operator's: nothing of it is optional. */
export interface ConfigurationPins {
  /** One of these signed it. */
  readonly keys: readonly PublicKey[]
  readonly revisions: LeastRevision
  /** Epoch seconds. */
  readonly now: number
}

/**
 * The one door from bytes to a signed configuration: signature, then content, then end, then revision. Throws ConfigurationInvalid and Fault for what the
 * operator signed and cannot be used; what anybody else can cause is a value.
 */
export function openConfiguration(
  bytes: Uint8Array,
  { keys, revisions, now }: ConfigurationPins,
): SignedConfiguration | ConfigurationRejection {
  if (!(bytes.length <= MAX_BUNDLE_BYTES)) return { outcome: 'refused', code: 'unsigned', cause: 'evidence-too-large' }
  const signed = openSignedDocument(bytes, CONFIGURATION_TYPE, keys)
  if (isRejection(signed)) return { outcome: 'refused', code: 'unsigned', cause: signed.code }
  const configuration = readBundle(signed.value)
  if (isRefused(configuration)) return configuration
  const { name, revision, validUntil } = configuration.bundle
  // Written so that NaN is an end that is over.
  if (!(now < validUntil)) return { outcome: 'refused', code: 'ended', validUntil }
  const { digest, signedBy } = signed
  return checkRevision({ name, revision, digest }, revisions) ?? { ...configuration, digest, signedBy }
}
