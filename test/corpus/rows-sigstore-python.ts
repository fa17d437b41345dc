import type { CorpusFolder } from './corpus-row.ts'

const ALEXIS = { issuer: 'https://accounts.google.com', identity: 'alexis.challande@trailofbits.com' }
/** Sigstore staging with a time stamping authority made for the test. */
const WITH_STAMPS = {
  root: 'sigstore-python/tsa-trust_config.json#trustedRoot',
  subject: { artifact: 'tsa-bundle.txt' },
}

/** Signatures over bytes, none of them an attestation. */
export const SIGSTORE_PYTHON: CorpusFolder = {
  folder: 'sigstore-python',
  others: {
    'bundle_cve_2022_36056.txt': 'the artifact of bundle_cve_2022_36056',
    'bundle_v3_github.whl': 'the artifact of bundle_v3_github',
    'tsa-bundle.txt': 'the artifact of both tsa-bundle files',
    'tsa-trust_config.json': 'the root of both tsa-bundle files, beside a configuration for signing',
  },
  rows: [
    {
      // CVE-2022-36056: the entry of the log is about another signature.
      file: 'bundle_cve_2022_36056.txt.sigstore',
      root: 'conformance/rekor2-dsse-happy-path/trusted_root.json',
      subject: { artifact: 'bundle_cve_2022_36056.txt' },
      attester: { issuer: 'https://github.com/login/oauth', identity: 'william@yossarian.net' },
      signature: 'reject',
      sigstoreGo: 'log',
      claim: 'bundle-not-an-envelope',
    },
    {
      file: 'bundle_v3_github.whl.sigstore',
      root: 'public-good',
      subject: { artifact: 'bundle_v3_github.whl' },
      attester: {
        issuer: 'https://token.actions.githubusercontent.com',
        identity: 'https://github.com/trailofbits/rfc8785.py/.github/workflows/release.yml@refs/tags/v0.1.2',
      },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'bundle-not-an-envelope',
      because: 'a signature over bytes says nothing about them: there is no attestation',
    },
    {
      ...WITH_STAMPS,
      file: 'tsa-bundle.duplicate.sigstore',
      attester: ALEXIS,
      signature: 'reject',
      // It leaves aside stamps that do not verify, and has the time of the log.
      sigstoreGo: 'accept',
      claim: 'bundle-not-an-envelope',
    },
    {
      // 33 stamps.
      ...WITH_STAMPS,
      file: 'tsa-bundle.many_timestamp.sigstore',
      attester: ALEXIS,
      signature: 'reject',
      sigstoreGo: 'timestamp',
      claim: 'bundle-not-an-envelope',
    },
  ],
}
