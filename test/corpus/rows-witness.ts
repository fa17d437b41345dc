import { type CorpusFolder, type CorpusRow, STRANGER } from './corpus-row.ts'

/** Signed by keys that are not there. */
const byStranger = (file: string, subject: CorpusRow['subject']) =>
  ({
    file,
    root: 'public-good',
    subject,
    attester: STRANGER,
    signature: 'reject',
    sigstoreGo: 'parse',
    claim: 'signature-unverified',
  }) as const

export const WITNESS: CorpusFolder = {
  folder: 'witness',
  others: {},
  rows: [
    byStranger('build.attestation.json', {
      digest: 'sha256:423da4cff198bbffbe3220ed9510d32ba96698e4b1f654552521d1f541abb6dc',
    }),
    // Among the subjects there are the digests of a mail address and of a parent commit.
    byStranger('fail.attestation.json', { text: 'snyk-bot@snyk.io' }),
    byStranger('package.attestation.json', {
      digest: 'sha256:10cbf0f3d870934921276f669ab707983113f929784d877f1192f43c581f2070',
    }),
    byStranger('invalid_payload.attestation.json', { text: '{}' }),
    byStranger('policy-signed.json', { text: '{}' }),
  ],
}
