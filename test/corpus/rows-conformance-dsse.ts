import type { CorpusRow } from './corpus-row.ts'

const BEACON = {
  issuer: 'https://token.actions.githubusercontent.com',
  identity:
    'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main',
}

/** An attestation over a.txt under the public-good root. */
const PUBLIC = { root: 'public-good', subject: { artifact: 'a.txt' }, attester: BEACON } as const
/** One with a trusted root of its own, over a.txt. */
const own = (name: string) =>
  ({
    file: `${name}/bundle.sigstore.json`,
    root: `conformance/${name}/trusted_root.json`,
    subject: { artifact: 'a.txt' },
    attester: BEACON,
  }) as const
/** One with root and artifact of its own. */
const custom = (name: string) => ({ ...own(name), subject: { artifact: `${name}/artifact` } }) as const

export const VERIFIED_DSSE: readonly CorpusRow[] = [
  {
    ...PUBLIC,
    file: 'happy-path-intoto-in-dsse-v3/bundle.sigstore.json',
    signature: 'accept',
    sigstoreGo: 'accept',
    claim: 'certificate-disagrees',
    because: 'the predicate is a copy and names loosebazooka/aa-test; the certificate is for another repository',
  },
  {
    ...custom('intoto-with-custom-trust-root'),
    signature: 'accept',
    sigstoreGo: 'accept',
    claim: 'allowed provenance',
  },
  { ...own('rekor2-dsse-happy-path'), signature: 'accept', sigstoreGo: 'accept', claim: 'allowed provenance' },
]

export const REFUSED_DSSE: readonly CorpusRow[] = [
  {
    ...PUBLIC,
    file: 'dsse-invalid-sig_fail/bundle.sigstore.json',
    signature: 'reject',
    sigstoreGo: 'log',
    claim: 'log-entry-mismatch',
  },
  {
    ...PUBLIC,
    file: 'dsse-mismatch-envelope_fail/bundle.sigstore.json',
    signature: 'reject',
    sigstoreGo: 'log',
    claim: 'log-entry-mismatch',
  },
  {
    ...PUBLIC,
    file: 'dsse-mismatch-sig_fail/bundle.sigstore.json',
    signature: 'reject',
    sigstoreGo: 'log',
    claim: 'log-entry-mismatch',
  },
  {
    ...custom('intoto-expired-certificate_fail'),
    signature: 'reject',
    // It asks whether the leaf was valid at the time of the entry when it looks at the entry.
    sigstoreGo: 'log',
    claim: 'certificate-outside-validity',
  },
  {
    ...custom('intoto-log-entry-mismatch_fail'),
    signature: 'reject',
    // The body is no entry to it: it wants to read the payload out of what was logged.
    sigstoreGo: 'shape',
    claim: 'log-entry-mismatch',
  },
  {
    ...custom('intoto-missing-inclusion-proof_fail'),
    signature: 'reject',
    sigstoreGo: 'shape',
    claim: 'bundle-malformed',
  },
  {
    ...custom('intoto-set-outside-signing-cert-validity_fail'),
    signature: 'reject',
    sigstoreGo: 'log',
    claim: 'certificate-outside-validity',
  },
  {
    ...custom('intoto-tsa-timestamp-outside-cert-validity_fail'),
    signature: 'reject',
    sigstoreGo: 'certificate',
    claim: 'certificate-outside-validity',
  },
  { ...own('rekor2-dsse-invalid-sig_fail'), signature: 'reject', sigstoreGo: 'log', claim: 'log-entry-mismatch' },
  { ...own('rekor2-dsse-mismatch-envelope_fail'), signature: 'reject', sigstoreGo: 'log', claim: 'log-entry-mismatch' },
  { ...own('rekor2-dsse-mismatch-sig_fail'), signature: 'reject', sigstoreGo: 'log', claim: 'log-entry-mismatch' },
]
