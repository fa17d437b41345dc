import { canonicalBytes } from '@pawl/document'
import type { CompiledPolicy } from './compiled-policy.ts'

/** A normal form and its digest, `sha256:...` over its canonical bytes: what a decision names. */
export interface IdentifiedPolicy {
  readonly compiled: CompiledPolicy
  readonly digest: string
}

/** `sha256:` and lower-case hexadecimal of the SHA-256 of bytes. Given by the caller: this package has no platform. */
export type Sha256 = (bytes: Uint8Array) => string

export function identifyPolicy(compiled: CompiledPolicy, sha256: Sha256): IdentifiedPolicy {
  return { compiled, digest: sha256(canonicalBytes(JSON.parse(JSON.stringify(compiled)))) }
}
