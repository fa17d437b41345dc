import type { CorpusFolder } from './corpus-row.ts'

const ISSUER = 'https://token.actions.githubusercontent.com'
const GENERATOR = 'https://github.com/slsa-framework/slsa-github-generator/.github/workflows'
const DELEGATOR =
  'https://github.com/laurentsimon/slsa-delegator/.github/workflows/delegator_generic_slsa3.yml@refs/heads/main'

export const SLSA_BUNDLE: CorpusFolder = {
  folder: 'slsa-bundle',
  others: {},
  rows: [
    {
      file: 'container-based-v2.1.0-push-v14.build.slsa',
      root: 'public-good',
      subject: { digest: 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
      attester: { issuer: ISSUER, identity: `${GENERATOR}/builder_container-based_slsa3.yml@refs/tags/v2.1.0` },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'fault reference-invalid',
      because: 'the builder hashed an empty file, and no artifact can be pinned to the digest of nothing',
    },
    {
      file: 'container-based-v2.1.0-push-v14.build.slsa',
      variant: 'asked about another artifact',
      root: 'public-good',
      subject: { digest: 'sha256:2892146b063a94cb4a4318c0e98d38af12dcf2b1e29237486b58463b59607bbd' },
      attester: { issuer: ISSUER, identity: `${GENERATOR}/builder_container-based_slsa3.yml@refs/tags/v2.1.0` },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'subject-mismatch',
      because: 'the digest of the empty file stands for no artifact',
    },
    {
      file: 'invalid-dsse-sig.sigstore.json',
      root: 'public-good',
      subject: { digest: 'sha256:092b220688ee737c66882a74ae8bfe3e2b35df60b92404b552ebe905a2d633ce' },
      attester: { issuer: ISSUER, identity: DELEGATOR },
      signature: 'reject',
      sigstoreGo: 'log',
      // The last character of the signature carries bits that a lax decoder drops: strictly it is no base64.
      claim: 'envelope-malformed',
    },
    {
      file: 'invalid-set.sigstore.json',
      root: 'public-good',
      subject: { digest: 'sha256:092b220688ee737c66882a74ae8bfe3e2b35df60b92404b552ebe905a2d633ce' },
      attester: { issuer: ISSUER, identity: DELEGATOR },
      signature: 'reject',
      sigstoreGo: 'log',
      // The promise was changed in its last character, again in bits that a lax decoder drops.
      claim: 'bundle-malformed',
    },
    {
      file: 'mismatch-tlog.sigstore.json',
      root: 'public-good',
      subject: { digest: 'sha256:2e38b952523576057f5ca8cf6d179ad6b66f6d0221b9a0eb621caf3507773c71' },
      attester: { issuer: ISSUER, identity: DELEGATOR },
      signature: 'reject',
      sigstoreGo: 'log',
      claim: 'log-entry-mismatch',
    },
    {
      file: 'valid-v0.3.sigstore.json',
      root: 'public-good',
      subject: { digest: 'sha256:2892146b063a94cb4a4318c0e98d38af12dcf2b1e29237486b58463b59607bbd' },
      attester: { issuer: ISSUER, identity: `${GENERATOR}/generator_generic_slsa3.yml@refs/heads/main` },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'allowed provenance',
    },
  ],
}
