import { ConfigurationInvalid } from '@pawl/document'

/** A trust configuration is refused for this one problem. */
export function invalidTrust(at: string, message: string): never {
  throw new ConfigurationInvalid('trust-invalid', [{ at, message }])
}
