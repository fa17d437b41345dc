import type { RejectionCode } from '@pawl/core'

/**
 * Why a bundle is no configuration. Whoever can change the file or put an old one in its place can cause each of these, so they are
 * values. To an engine all of them are `configuration-stale`: a deny.
 */
export type ConfigurationRejection =
  /** Too large, not an envelope, another payload type, or signed by none of the keys. */
  | { readonly outcome: 'refused'; readonly code: 'unsigned'; readonly cause: RejectionCode }
  /** Signed, and not a bundle of this version; `at` is a member of it. */
  | { readonly outcome: 'refused'; readonly code: 'malformed'; readonly at: string }
  /** `now` is at or past its end. */
  | { readonly outcome: 'refused'; readonly code: 'ended'; readonly validUntil: number }
  /** A lower revision than one that was seen, or than the operator asks for. */
  | { readonly outcome: 'refused'; readonly code: 'lower'; readonly revision: number; readonly least: number }
  /** The revision that was seen, with another content: one of the two is not what the operator signed last. */
  | { readonly outcome: 'refused'; readonly code: 'forked'; readonly revision: number }
  /** Not the configuration that was seen here before, but one of another name. */
  | { readonly outcome: 'refused'; readonly code: 'other-name' }

export function isRefused(value: object): value is ConfigurationRejection {
  return 'outcome' in value && value.outcome === 'refused'
}
