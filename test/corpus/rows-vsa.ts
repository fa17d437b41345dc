import { type CorpusFolder, STRANGER } from './corpus-row.ts'

const FILE = {
  file: 'gke-gce-pre.bcid-vsa.jsonl',
  root: 'public-good',
  subject: { digest: `sha256:${'5'.repeat(64)}` },
  sigstoreGo: 'parse',
} as const

export const VSA: CorpusFolder = {
  folder: 'vsa',
  others: { 'vsa_signing_public_key.pem': 'the key of the summary' },
  rows: [
    {
      ...FILE,
      attester: { key: 'vsa_signing_public_key.pem' },
      signature: 'accept',
      oracle: { answers: 'reject', because: 'it reads bundles, and this is an envelope without one' },
      claim: 'subject-digest-unsupported',
      because: 'the subject is the number of a machine image, which is the digest of nothing',
    },
    {
      ...FILE,
      variant: 'another key is trusted',
      attester: STRANGER,
      signature: 'reject',
      claim: 'signature-unverified',
    },
  ],
}
