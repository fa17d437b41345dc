import type { CorpusFolder, CorpusRow } from './corpus-row.ts'

const V03 = { digest: 'sha256:f472ca4b68898c951ac3b476cba919d0d56fca4ced631fabcead51e4b2b690e7' }
const V1 = { digest: 'sha256:7e9b6e7ba2842c91cf49f3e214d04a7a496f8214356f41d81a6e6dcad11f11e3' }
const US_WEST2 = { key: 'keys/us-west2.key' }
const HOSTED_WORKER = { key: 'keys/global-pae-google-hosted-worker_1.key' }
const PROVENANCE_SIGNER = { key: 'keys/global-pae-provenanceSigner_1.key' }

/** What `gcloud artifacts docker images describe` prints is no evidence by itself: the envelopes lie inside. */
const described = (file: string, subject: CorpusRow['subject'], attester: CorpusRow['attester']) =>
  ({
    file,
    root: 'public-good',
    subject,
    attester,
    signature: 'reject',
    sigstoreGo: 'parse',
    claim: 'evidence-unrecognised',
  }) as const
const envelope = (file: string, index: number, subject: CorpusRow['subject'], attester: CorpusRow['attester']) =>
  ({ file, at: `provenance_summary.provenance[${index}].envelope`, root: 'public-good', subject, attester }) as const

/** sigstore-go and @sigstore/verify read bundles; bare envelopes are compared in test/differential. */
const BARE = { answers: 'reject', because: 'it reads bundles, and this is an envelope without one' } as const
const REFUSED = { signature: 'reject', sigstoreGo: 'parse' } as const
const ACCEPTED = { signature: 'accept', sigstoreGo: 'parse', oracle: BARE } as const

const OLD = [
  'gcloud-container-empty-signature.json',
  'gcloud-container-github.json',
  'gcloud-container-mismatch-payload-digest.json',
  'gcloud-container-multiple-signatures-2ndvalid.json',
] as const
const NEW = 'v1.0-gcloud-container-github.json'

export const GCB: CorpusFolder = {
  folder: 'gcb',
  others: {
    'gcloud-container-github.digest': 'the digest of the image',
    'keys/global-pae-google-hosted-worker_1.key': 'signs SLSA v1, as DSSE says',
    'keys/global-pae-provenanceSigner_1.key': 'signs SLSA v0.1, as DSSE says',
    'keys/global.key': 'an old key, which signed payloads bare',
    'keys/us-central1.key': 'an old key, which signed payloads bare',
    'keys/us-west2.key': 'an old key, which signed payloads bare',
  },
  rows: [
    ...OLD.map((file) => described(file, V03, US_WEST2)),
    described(NEW, V1, HOSTED_WORKER),
    // An empty text where a signature should be.
    { ...envelope(OLD[0], 0, V03, US_WEST2), ...REFUSED, claim: 'envelope-malformed' },
    // The old keys signed the payload and not its type with it: nothing in them says what the bytes are. slsa-verifier makes an exception.
    { ...envelope(OLD[1], 0, V03, US_WEST2), ...REFUSED, claim: 'signature-unverified' },
    { ...envelope(OLD[2], 0, V03, US_WEST2), ...REFUSED, claim: 'signature-unverified' },
    { ...envelope(OLD[3], 0, V03, US_WEST2), ...REFUSED, claim: 'signature-unverified' },
    { ...envelope(NEW, 0, V1, HOSTED_WORKER), ...ACCEPTED, claim: 'allowed provenance' },
    {
      ...envelope(NEW, 0, V1, PROVENANCE_SIGNER),
      variant: 'another key of the same service is trusted',
      ...REFUSED,
      claim: 'signature-unverified',
    },
    {
      ...envelope(NEW, 1, V1, PROVENANCE_SIGNER),
      ...ACCEPTED,
      claim: 'predicate-type-unknown',
      because: 'SLSA v0.1 is too old for anybody to read',
    },
    {
      ...envelope(NEW, 1, V1, { ...PROVENANCE_SIGNER, others: ['keys/us-west2.key'] }),
      variant: 'the keys of both signatures are trusted',
      ...ACCEPTED,
      claim: 'predicate-type-unknown',
      because: 'SLSA v0.1 is too old for anybody to read, and the second signature is over the bare payload',
    },
    {
      ...envelope(NEW, 1, V1, US_WEST2),
      variant: 'the key of the second signature is trusted',
      ...REFUSED,
      claim: 'signature-unverified',
    },
  ],
}
