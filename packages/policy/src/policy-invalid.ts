import { ConfigurationInvalid } from '@pawl/document'

/** A policy, a profile or a normal form is refused for this one problem: ConfigurationInvalid with `policy-invalid`. */
export function invalid(at: string, message: string): never {
  throw new ConfigurationInvalid('policy-invalid', [{ at, message }])
}
