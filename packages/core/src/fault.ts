/** What an attacker cannot cause: configuration, disk, network, or a defect of ours. Thrown, and turned into "could not decide" by the app. */
export type FaultCode =
  | 'trusted-root-invalid'
  | 'key-invalid'
  | 'reference-invalid'
  | 'source-unreadable'
  | 'registry-not-allowed'
  | 'image-unavailable'
  | 'image-ambiguous'

/** One class for all faults: callers switch on `code`. `at` is the place in the configuration or the file; it may name what the operator wrote. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly at: string
  /** The member of a configuration that names what is at fault, for example `spec.attesters[0].keys[0].file`. */
  readonly place: string | undefined

  constructor(code: FaultCode, message: string, at: string, place?: string) {
    super(message)
    this.name = 'Fault'
    this.code = code
    this.at = at
    this.place = place
  }
}
