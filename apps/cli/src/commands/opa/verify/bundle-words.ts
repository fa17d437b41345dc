import type { BundleRejectionCode } from '@pawl/opa'

/** Why a bundle may not be used, in words. The codes' own sections say what to do. */
export const BUNDLE_WORDS: Readonly<Record<BundleRejectionCode, string>> = {
  'bundle-unreadable': 'is not one plain tar archive in one gzip member, or is too large',
  'bundle-unsigned': 'is not signed',
  'bundle-signature-invalid': 'is signed by none of the keys',
  'bundle-file-unsupported': 'holds a file that OPA would read in another way',
  'bundle-file-changed': 'holds a file that is not the one that was signed',
  'bundle-file-missing': 'lacks a file that was signed',
  'bundle-file-extra': 'holds a file that nobody signed',
  'bundle-data-invalid': 'holds data that is no strict JSON object',
  'bundle-manifest-invalid': 'has no manifest with a revision that can be compared',
  'bundle-revision-mismatch': 'names another content in its revision than it has',
  'bundle-revision-lower': 'is older than what was seen or asked for',
  'bundle-revision-forked': 'has another content than the same revision had before: one of them was not meant',
  'bundle-no-module': 'holds no module',
  'bundle-module-invalid': 'holds a module that does not answer',
  'bundle-profile-invalid': 'holds no profile that this version reads',
}
