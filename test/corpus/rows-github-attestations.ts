import type { CorpusFolder } from './corpus-row.ts'

const ISSUER = 'https://token.actions.githubusercontent.com'
const CUSTOM_ISSUER = `${ISSUER}/hammer-time`
const GITHUB = 'trust/github-trusted-root.json'
const PUBLISH_TO_BCR = 'https://github.com/bazel-contrib/publish-to-bcr/.github/workflows/publish.yaml@refs/tags/v0.0.1'
const MALICIOUS = 'https://github.com/loosebazooka/aa-test/.github/workflows/malicious_attestation.yaml@refs/heads/main'
const TOO_LEGIT = 'https://github.com/too-legit/attest/.github/workflows/integration.yml@refs/heads/main'
const DEMO = 'https://github.com/actions/attest-demo/.github/workflows/build-python.yml@refs/heads/main'
const REUSABLE =
  'https://github.com/github/artifact-attestations-workflows/.github/workflows/attest.yml@09b495c3f12c7881b3cc17209a327792065c1a1d'
const SIGSTORE_JS = 'https://github.com/sigstore/sigstore-js/.github/workflows/release.yml@refs/heads/main'

export const GITHUB_ATTESTATIONS: CorpusFolder = {
  folder: 'github-attestations',
  others: {
    'bcr-MODULE.bazel': 'the artifact of bcr-MODULE',
    'bcr-MODULE-wrong-signer.bazel': 'the artifact of bcr-MODULE-wrong-signer, the same bytes',
    'custom-issuer-artifact': 'the artifact of custom-issuer',
    'github_provenance_demo-0.0.12-py3-none-any.whl': 'the artifact of github_provenance_demo',
    'reusable-workflow-artifact': 'the artifact of reusable-workflow-attestation',
    'sigstore-js-2.1.0.tgz': 'the artifact of both sigstore-js files',
  },
  rows: [
    {
      file: 'bcr-MODULE.bazel.intoto.jsonl',
      root: 'public-good',
      subject: { artifact: 'bcr-MODULE.bazel' },
      attester: { issuer: ISSUER, identity: PUBLISH_TO_BCR },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'allowed provenance',
    },
    {
      file: 'bcr-MODULE-wrong-signer.bazel.intoto.jsonl',
      root: 'public-good',
      subject: { artifact: 'bcr-MODULE-wrong-signer.bazel' },
      attester: { issuer: ISSUER, identity: PUBLISH_TO_BCR },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'identity-unknown',
      because: 'well signed over the right digest, by somebody else',
    },
    {
      file: 'bcr-MODULE-wrong-signer.bazel.intoto.jsonl',
      variant: 'the attacker is trusted',
      root: 'public-good',
      subject: { artifact: 'bcr-MODULE-wrong-signer.bazel' },
      attester: { issuer: ISSUER, identity: MALICIOUS },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'certificate-disagrees',
      because: 'the predicate was copied and names the repository of another than the certificate does',
    },
    {
      file: 'custom-issuer.sigstore.json',
      root: 'public-good',
      subject: { artifact: 'custom-issuer-artifact' },
      attester: { issuer: CUSTOM_ISSUER, identity: TOO_LEGIT },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'allowed provenance',
    },
    {
      file: 'custom-issuer.sigstore.json',
      variant: 'the public issuer is trusted, of which this one is an extension',
      root: 'public-good',
      subject: { artifact: 'custom-issuer-artifact' },
      attester: { issuer: ISSUER, identity: TOO_LEGIT },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'identity-unknown',
      because: 'an issuer is compared exactly',
    },
    {
      file: 'github_provenance_demo-0.0.12-py3-none-any-bundle-missing-cert.jsonl',
      root: GITHUB,
      rootWithoutLogs: true,
      subject: { artifact: 'github_provenance_demo-0.0.12-py3-none-any.whl' },
      attester: { issuer: ISSUER, identity: DEMO },
      signature: 'reject',
      sigstoreGo: 'shape',
      // It has no envelope either.
      claim: 'bundle-malformed',
    },
    {
      file: 'github_provenance_demo-0.0.12-py3-none-any-bundle.jsonl',
      root: GITHUB,
      rootWithoutLogs: true,
      subject: { artifact: 'github_provenance_demo-0.0.12-py3-none-any.whl' },
      attester: { issuer: ISSUER, identity: DEMO },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'allowed provenance',
    },
    {
      file: 'github_provenance_demo-0.0.12-py3-none-any-bundle.jsonl',
      variant: 'the public-good root',
      root: 'public-good',
      subject: { artifact: 'github_provenance_demo-0.0.12-py3-none-any.whl' },
      attester: { issuer: ISSUER, identity: DEMO },
      signature: 'reject',
      sigstoreGo: 'log',
      claim: 'timestamp-invalid',
    },
    {
      file: 'reusable-workflow-attestation.sigstore.json',
      root: 'public-good',
      subject: { artifact: 'reusable-workflow-artifact' },
      attester: { issuer: ISSUER, identity: REUSABLE },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'allowed provenance',
    },
    {
      file: 'sigstore-js-2.1.0-bundle-v0.1.json',
      root: 'public-good',
      subject: { artifact: 'sigstore-js-2.1.0.tgz' },
      attester: { issuer: ISSUER, identity: SIGSTORE_JS },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'subject-digest-unsupported',
      because: 'the subject has a sha512 digest only',
    },
    {
      file: 'sigstore-js-2.1.0_with_2_bundles.jsonl',
      root: 'public-good',
      subject: { artifact: 'sigstore-js-2.1.0.tgz' },
      attester: { issuer: ISSUER, identity: SIGSTORE_JS },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'subject-digest-unsupported',
      because: 'the subject has a sha512 digest only; both lines are the same bytes and get the same verdict',
    },
    {
      file: 'sigstoreBundle-invalid-signature.json',
      root: 'public-good',
      subject: { digest: 'sha256:68e656b251e67e8358bef8483ab0d51c6619f3e7a1a9f0e75838d41ff368f728' },
      attester: { issuer: 'https://github.com/login/oauth', identity: 'brian@dehamer.com' },
      signature: 'reject',
      sigstoreGo: 'log',
      claim: 'log-entry-mismatch',
    },
  ],
}
