/** Why a bundle is not used. Closed; each has a section in docs/codes.md. */
export const BUNDLE_REJECTION_CODES = [
  // Not one gzip member around one plain tar archive of regular files, or beyond a bound
  'bundle-unreadable',
  // No `.signatures.json` with exactly one token
  'bundle-unsigned',
  // No key that was given made the signature, or it does not say what a signature of a bundle says
  'bundle-signature-invalid',
  // A file that OPA would read in a way of its own: YAML, a patch, a second manifest
  'bundle-file-unsupported',
  'bundle-file-changed',
  'bundle-file-missing',
  'bundle-file-extra',
  // Signed, but no strict JSON, or with numbers that JavaScript cannot hold
  'bundle-data-invalid',
  'bundle-manifest-invalid',
  // The digest in the revision is not that of the content
  'bundle-revision-mismatch',
  'bundle-revision-lower',
  'bundle-revision-forked',
  'bundle-no-module',
  'bundle-module-invalid',
  'bundle-profile-invalid',
] as const

export type BundleRejectionCode = (typeof BUNDLE_REJECTION_CODES)[number]

/** A bundle that is not used. `file` is a name in the archive, printable ASCII: it came with the bundle, so whoever prints it quotes it. */
export interface BundleRejection {
  readonly outcome: 'refused'
  readonly code: BundleRejectionCode
  readonly file?: string
}

export function refuse(code: BundleRejectionCode, file?: string): BundleRejection {
  return file === undefined ? { outcome: 'refused', code } : { outcome: 'refused', code, file }
}

/** For what this package makes: maps, lists and objects of its own have no such `outcome`. */
export function isBundleRejection(value: object): value is BundleRejection {
  return 'outcome' in value && value.outcome === 'refused'
}
