import type { FaultCode } from '@pawl/core'

/** Why `pawl` could not decide. Each has a section in docs/codes.md. */
export type RefusalCode =
  | FaultCode
  | 'usage'
  | 'configuration-invalid'
  | 'configuration-stale'
  | 'policy-invalid'
  | 'trust-invalid'
  | 'limit-exceeded'
  | 'engine-unavailable'
  | 'engines-disagree'
  | 'opa-server-unusable'
  | 'opa-server-disagrees'
  | 'nothing-to-propose'
  | 'nothing-to-migrate'
  | 'output-unwritable'
  | 'signing-key-invalid'
  | 'opa-unavailable'
  | 'opa-failed'
  | 'module-unusable'
  | 'builtin-unsupported'
  | 'nothing-allowed'
  | 'kyverno-unavailable'
  | 'kyverno-failed'
  | 'kyverno-policy-unusable'
  | 'tuf-unreachable'
  | 'tuf-malformed'
  | 'tuf-unsigned'
  | 'tuf-expired'
  | 'tuf-rollback'
  | 'tuf-mismatch'
  | 'tuf-state-invalid'
  | 'tls-unusable'
  | 'address-unusable'
  | 'manifests-unrecognised'
  | 'defect'

/** One place and what is wrong there. Both may hold what the operator wrote: they are escaped when printed. */
export interface RefusalLine {
  readonly at: string
  readonly message: string
}

/** Thrown by the commands; `main` prints it and exits with 2. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly lines: readonly RefusalLine[]

  constructor(code: RefusalCode, message: string, lines: readonly RefusalLine[]) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.lines = lines
  }
}

/** What was named on the command line does not go together. */
export function usage(message: string): Refusal {
  return new Refusal('usage', message, [])
}
