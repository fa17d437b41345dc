import type { CorpusFolder } from './corpus-row.ts'

const ISSUER = 'https://token.actions.githubusercontent.com'
const RELEASE = {
  issuer: ISSUER,
  identity: 'https://github.com/sigstore/sigstore-js/.github/workflows/release.yml@refs/heads/main',
}
const BRIAN = { issuer: 'https://github.com/login/oauth', identity: 'brian@dehamer.com' }
/** What is asked about where the subject has a sha512 alone. */
const UNKNOWN = { digest: `sha256:${'5'.repeat(64)}` }
const SHA512_ONLY = 'the subject has a sha512 digest only'
const KEY_WINDOW = {
  file: 'public-key-validity.sigstore.json',
  root: 'sigstore-go/public-key-validity.trusted_root.json',
  rootWithoutLogs: true,
  subject: { text: 'test content' },
  // A root without any authority for certificates is not taken.
  claim: 'fault trusted-root-invalid',
} as const

export const SIGSTORE_GO: CorpusFolder = {
  folder: 'sigstore-go',
  others: {
    'public-key-validity.pem': 'the key of public-key-validity',
    'public-key-validity.trusted_root.json': 'the root of public-key-validity, with a time stamping authority alone',
    'publish_key.pub': 'the key that npm signs publications with',
    'scaffolding.trusted_root.json': 'the root of othername, of a Sigstore made for a test',
  },
  rows: [
    {
      file: 'bundle-provenance.json',
      root: 'public-good',
      subject: UNKNOWN,
      attester: RELEASE,
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'subject-digest-unsupported',
      because: SHA512_ONLY,
    },
    {
      file: 'bundle-publish.json',
      root: 'public-good',
      subject: UNKNOWN,
      attester: { key: 'publish_key.pub' },
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'subject-digest-unsupported',
      because: SHA512_ONLY,
    },
    {
      file: 'dsse.sigstore.json',
      root: 'public-good',
      subject: UNKNOWN,
      attester: BRIAN,
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'subject-digest-unsupported',
      because: SHA512_ONLY,
    },
    {
      file: 'dsse-2sigs.sigstore.json',
      root: 'public-good',
      subject: UNKNOWN,
      attester: BRIAN,
      signature: 'reject',
      sigstoreGo: 'signature',
      claim: 'signature-count',
    },
    {
      file: 'othername.sigstore.json',
      root: 'sigstore-go/scaffolding.trusted_root.json',
      subject: { digest: 'sha256:bc103b4a84971ef6459b294a2b98568a2bfb72cded09d4acd1e16366a401f95b' },
      attester: { issuer: 'http://oidc.local:8080', identity: 'foo!oidc.local' },
      signature: 'accept',
      oracle: { answers: 'reject', because: 'the checkpoint is signed under another name than that of the log' },
      sigstoreGo: 'accept',
      claim: 'bundle-not-an-envelope',
      because: 'a signature over bytes says nothing about them: there is no attestation',
    },
    {
      ...KEY_WINDOW,
      attester: { key: 'public-key-validity.pem', validUntil: '1970-01-01T00:00:01Z' },
      signature: 'reject',
      sigstoreGo: 'certificate',
    },
    {
      ...KEY_WINDOW,
      variant: 'the key counts at any time',
      attester: { key: 'public-key-validity.pem' },
      signature: 'accept',
      sigstoreGo: 'accept',
      because: 'a root without any authority for certificates is not taken',
    },
    {
      file: 'sigstore.js@2.0.0-provenance.sigstore.json',
      root: 'public-good',
      subject: UNKNOWN,
      attester: RELEASE,
      signature: 'accept',
      sigstoreGo: 'accept',
      claim: 'subject-digest-unsupported',
      because: SHA512_ONLY,
    },
  ],
}
