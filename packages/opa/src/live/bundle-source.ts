/** Why a source gave no bundle. Closed; each has a section in docs/codes.md. */
export const BUNDLE_SOURCE_CODES = [
  'bundle-source-unreachable',
  'bundle-source-late',
  'bundle-source-refused',
  'bundle-source-redirected',
  'bundle-source-too-large',
] as const

export type BundleSourceCode = (typeof BUNDLE_SOURCE_CODES)[number]

/** What a source says of its bundle. `mark` is how it knows these bytes again: asked with it, it may answer that they are still the same. */
export type BundleAnswer =
  | { readonly outcome: 'same' }
  | { readonly outcome: 'read'; readonly bytes: Uint8Array; readonly mark: string | undefined }
  | { readonly outcome: 'unanswered'; readonly code: BundleSourceCode }

/**
 * Where bundles come from. It keeps nothing: the mark is that of the bundle in use, and not of the last one that was sent, or "still the same" said of a
 * broken bundle would confirm the good one. Never throws for what the other end does.
 */
export interface BundleSource {
  read(mark: string | undefined): Promise<BundleAnswer>
}

export function unanswered(code: BundleSourceCode): BundleAnswer {
  return { outcome: 'unanswered', code }
}
