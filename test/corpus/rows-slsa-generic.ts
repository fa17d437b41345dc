import type { CorpusFolder, CorpusRow } from './corpus-row.ts'

const ISSUER = 'https://token.actions.githubusercontent.com'
const GENERATOR =
  'https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml'
const FORK = 'https://github.com/asraa/slsa-github-generator/.github/workflows/builder_go_slsa3.yml'

/**
 * Envelopes with a certificate inside their signature, as an old generator wrote them. There is no entry of a log and no time: what the certificate
 * is worth nobody can say offline, so it is not looked at, and no key signed.
 */
const bare = (name: string, identity: string, subject: CorpusRow['subject']) =>
  ({
    file: `${name}.intoto.jsonl`,
    root: 'public-good',
    subject,
    attester: { issuer: ISSUER, identity },
    signature: 'reject',
    sigstoreGo: 'parse',
    claim: 'signature-unverified',
  }) as const
const BINARY = { digest: 'sha256:4bdb495d05cbb9eb0722ec4fcfef8a02d5ca7a2fca0b0fed718447f89d39a589' }

export const SLSA_GENERIC: CorpusFolder = {
  folder: 'slsa-generic',
  others: {
    'annotated-tag': 'the artifact of the file of that name',
    'binary-linux-amd64-multi-subject-first': 'the artifact of the file of that name',
    'workflow-inputs': 'the artifact of the file of that name',
  },
  rows: [
    bare('annotated-tag', `${GENERATOR}@refs/tags/v1.2.2`, { artifact: 'annotated-tag' }),
    bare('workflow-inputs', `${GENERATOR}@refs/tags/v1.2.2`, { artifact: 'workflow-inputs' }),
    bare('binary-linux-amd64-multi-subject-first', `${GENERATOR}@refs/heads/main`, {
      artifact: 'binary-linux-amd64-multi-subject-first',
    }),
    // Signed after the certificate ran out, and never logged: even trusting the fork gives nothing.
    bare('binary-linux-amd64-expired-cert', `${FORK}@refs/heads/malicious`, BINARY),
    bare('binary-linux-amd64-no-tlog-upload', `${FORK}@refs/heads/malicious`, BINARY),
    bare('binary-linux-amd64-untrusted-builder', `${FORK}@refs/tags/v1.4.0`, {
      digest: 'sha256:b01c4f22b92c57fe1c94ba99b568e8d704bbf544882784b5b8c765fc32e627c4',
    }),
  ],
}
