import { type CorpusFolder, STRANGER } from './corpus-row.ts'

const CUSTOM = 'https://cosign.sigstore.dev/attestation/v1'
const ATTESTATION = {
  file: 'oci-attestation.sigstore.json',
  root: 'public-good',
  subject: { digest: 'sha256:732112270d7e59418a8c080b134b24cabd67d250d0d0147a97ed95ba5c280aa4' },
  attester: { issuer: 'https://github.com/login/oauth', identity: 'cody@soyland.com' },
  signature: 'accept',
  sigstoreGo: 'accept',
} as const
/** By a key that is not there. */
const byStranger = (file: string, hex: string) =>
  ({
    file,
    root: 'public-good',
    subject: { digest: `sha256:${hex}` },
    attester: STRANGER,
    signature: 'reject',
    sigstoreGo: 'parse',
    claim: 'signature-unverified',
  }) as const

export const COSIGN: CorpusFolder = {
  folder: 'cosign',
  others: { 'trusted_root_pgi.json': 'the public-good root of early 2025, without a time stamping authority' },
  rows: [
    {
      ...ATTESTATION,
      claim: 'predicate-type-unknown',
      because: 'cosign gives this type to whatever it is handed, and nobody said what to make of it',
    },
    {
      ...ATTESTATION,
      variant: 'the type of the predicate is declared',
      summary: { predicateType: CUSTOM, claim: 'note', fields: { data: '/Data' } },
      claim: 'allowed note',
    },
    {
      ...ATTESTATION,
      variant: 'the root is the older one beside it',
      root: 'cosign/trusted_root_pgi.json',
      summary: { predicateType: CUSTOM, claim: 'note', fields: { data: '/Data' } },
      claim: 'allowed note',
    },
    {
      ...ATTESTATION,
      variant: 'the issuer is another service of the same one',
      attester: { issuer: 'https://token.actions.githubusercontent.com', identity: 'cody@soyland.com' },
      claim: 'identity-unknown',
      because: 'an issuer is compared exactly',
    },
    byStranger('policy-malformed-vuln.json', '3c19aa980a9c5709a2c96c2d0779febf6e5e453b92b172ce84cb85fdaf695373'),
    byStranger('policy-valid-custom.json', '6c6fd6a4115c6e998ff357cd914680931bb9a6c1a7cd5f5cb2f5e1c0932ab6ed'),
    byStranger('policy-valid-vuln.json', '3c19aa980a9c5709a2c96c2d0779febf6e5e453b92b172ce84cb85fdaf695373'),
  ],
}
