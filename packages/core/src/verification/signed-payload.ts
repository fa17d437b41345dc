import type { TrustedRoot } from '../sigstore/trusted-root.ts'
import type { KeylessProof } from '../sigstore/verify-keyless.ts'
import type { TrustedKey } from '../trust/trust-configuration.ts'

declare const signed: unique symbol

/** Bytes over which a signature verified, and by whom. Whether that signer may say anything is not decided yet. */
export interface SignedPayload {
  readonly [signed]: true
  readonly payload: Uint8Array
  readonly payloadType: string
  /** `sha256:` of the payload bytes. */
  readonly statementDigest: string
  readonly signature: VerifiedSignature
}

export type VerifiedSignature =
  | { readonly kind: 'key'; readonly key: TrustedKey; readonly times: readonly number[] }
  | { readonly kind: 'keyless'; readonly root: TrustedRoot; readonly proof: KeylessProof }
