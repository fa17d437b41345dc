import type { CorpusRow } from './corpus-row.ts'

const BEACON = {
  issuer: 'https://token.actions.githubusercontent.com',
  identity:
    'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main',
}

/** A signature over the bytes of a.txt, under the public-good root unless the row says otherwise. */
const blob = (name: string) =>
  ({
    file: `${name}/bundle.sigstore.json`,
    root: 'public-good',
    subject: { artifact: 'a.txt' },
    attester: BEACON,
  }) as const
const ownRoot = (name: string) => ({ ...blob(name), root: `conformance/${name}/trusted_root.json` }) as const
const NO_STATEMENT = 'a signature over bytes says nothing about them: there is no attestation'

/**
 * Bundles with a messageSignature. Whatever their signature is worth, they hold no statement, and that is told before any of the rest is looked
 * at; only what makes a bundle unreadable comes earlier.
 */
export const MESSAGE_SIGNATURES: readonly CorpusRow[] = [
  {
    ...blob('happy-path-v0.1'),
    signature: 'accept',
    sigstoreGo: 'accept',
    claim: 'bundle-not-an-envelope',
    because: NO_STATEMENT,
  },
  {
    ...blob('managed-key-happy-path'),
    attester: { key: 'managed-key-happy-path/key.pub' },
    signature: 'accept',
    sigstoreGo: 'accept',
    claim: 'bundle-not-an-envelope',
    because: NO_STATEMENT,
  },
  {
    ...blob('managed-key-wrong-key_fail'),
    attester: { key: 'managed-key-wrong-key_fail/key.pub' },
    signature: 'reject',
    sigstoreGo: 'root',
    claim: 'fault key-invalid',
  },
  {
    ...blob('bundle-empty-certificate-chain_fail'),
    signature: 'reject',
    sigstoreGo: 'shape',
    claim: 'bundle-not-an-envelope',
  },
  {
    ...blob('bundle-invalid-base64-signature_fail'),
    signature: 'reject',
    sigstoreGo: 'parse',
    claim: 'bundle-not-an-envelope',
  },
  { ...blob('bundle-malformed-json_fail'), signature: 'reject', sigstoreGo: 'parse', claim: 'json-invalid' },
  {
    ...blob('bundle-negative-log-index_fail'),
    signature: 'reject',
    sigstoreGo: 'shape',
    claim: 'bundle-not-an-envelope',
  },
  {
    ...blob('bundle-unknown-version_fail'),
    signature: 'reject',
    sigstoreGo: 'shape',
    claim: 'bundle-version-unsupported',
  },
  {
    ...blob('bundle-with-root-cert_fail'),
    subject: { artifact: 'bundle-with-root-cert_fail/artifact' },
    signature: 'reject',
    sigstoreGo: 'shape',
    claim: 'bundle-not-an-envelope',
  },
  {
    ...blob('checkpoint-wrong-roothash_fail'),
    signature: 'reject',
    sigstoreGo: 'log',
    claim: 'bundle-not-an-envelope',
  },
  {
    ...blob('integrated-time-in-future_fail'),
    attester: {
      issuer: 'https://accounts.google.com',
      identity: 'untrusted-sa@sigstore-conformance.iam.gserviceaccount.com',
    },
    signature: 'reject',
    sigstoreGo: 'log',
    claim: 'bundle-not-an-envelope',
  },
  {
    ...ownRoot('rekor2-no-timestamp_fail'),
    signature: 'reject',
    sigstoreGo: 'timestamp',
    claim: 'bundle-not-an-envelope',
  },
  {
    ...ownRoot('rekor2-timestamp-with-incorrect-time_fail'),
    signature: 'reject',
    sigstoreGo: 'parse',
    claim: 'bundle-not-an-envelope',
  },
  { ...blob('set-invalid-signature_fail'), signature: 'reject', sigstoreGo: 'log', claim: 'bundle-not-an-envelope' },
  {
    ...ownRoot('trust-root-tlog-missing-validity-start_fail'),
    signature: 'reject',
    sigstoreGo: 'root',
    oracle: { answers: 'accept', because: '@sigstore/verify reads a missing start as the beginning of time' },
    claim: 'fault trusted-root-invalid',
  },
  { ...blob('wrong-hashedrekord-entry_fail'), signature: 'reject', sigstoreGo: 'log', claim: 'bundle-not-an-envelope' },
]
