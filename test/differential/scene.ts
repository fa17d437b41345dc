import type { Attachment } from '@pawl/core'

/** Whom a case trusts, and what it asks about. Many cases share one. */
export interface Scene {
  /** trusted_root.json. */
  readonly root: Uint8Array
  /** PEM; where there is none, any identity of the root may have signed. */
  readonly key?: string
  /** `sha256:` and hexadecimal. */
  readonly subject: string
}

/** A piece of evidence that all verifiers are asked about. */
export interface Case {
  readonly name: string
  readonly bytes: Uint8Array
  readonly scene: Scene
  /** What lay beside an envelope, where cosign wrote it there. */
  readonly attachment?: Attachment
  /** What the oracles are asked about in place of the bytes: the same as a bundle. */
  readonly told?: Uint8Array
}
