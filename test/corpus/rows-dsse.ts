import { type CorpusFolder, STRANGER } from './corpus-row.ts'

/** The point that stands in the file as two decimal numbers. */
const KEY = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZ805D3eqNZywjCI19lInBJOp7YMr
CrzAH3CVTAOQ0jgMeCvVTiaRJaRPRDOv8UMs6U4SvKc6pnrIDOoSYI3fdA==
-----END PUBLIC KEY-----
`
const FILE = 'protocol-md-test-vector.json'
const ASKED = { file: FILE, root: 'public-good', subject: { text: 'hello world' } } as const

export const DSSE: CorpusFolder = {
  folder: 'dsse',
  others: {},
  rows: [
    // The file holds a key, an encoding and an envelope.
    { ...ASKED, attester: { key: KEY }, signature: 'reject', sigstoreGo: 'parse', claim: 'evidence-unrecognised' },
    {
      ...ASKED,
      at: 'envelope',
      attester: { key: KEY },
      signature: 'accept',
      oracle: { answers: 'reject', because: 'it reads bundles, and this is an envelope without one' },
      sigstoreGo: 'parse',
      claim: 'payload-type-unsupported',
      because: 'what is signed is a greeting and says so',
    },
    {
      ...ASKED,
      at: 'envelope',
      variant: 'another key is trusted',
      attester: STRANGER,
      signature: 'reject',
      sigstoreGo: 'parse',
      claim: 'signature-unverified',
    },
  ],
}
