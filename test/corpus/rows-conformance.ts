import type { CorpusFolder } from './corpus-row.ts'
import { REFUSED_DSSE, VERIFIED_DSSE } from './rows-conformance-dsse.ts'
import { MESSAGE_SIGNATURES } from './rows-conformance-message.ts'

const CUSTOM_ROOT = 'the root of the case: a Sigstore made for it'
const STAGING_ROOT = 'the root of the case: Sigstore staging'

const README_OF = [...VERIFIED_DSSE, ...REFUSED_DSSE, ...MESSAGE_SIGNATURES].map(({ file }) =>
  file.replace('bundle.sigstore.json', 'README'),
)

/** One case a directory, named by its origin for what is wrong; the names of those that must fail end in `_fail`. */
export const CONFORMANCE: CorpusFolder = {
  folder: 'conformance',
  rows: [...VERIFIED_DSSE, ...REFUSED_DSSE, ...MESSAGE_SIGNATURES],
  others: {
    ...Object.fromEntries(README_OF.map((file) => [file, 'what the case is, in the words of its origin'])),
    'a.txt': 'the artifact of every case without one of its own',
    'bundle-with-root-cert_fail/artifact': 'the artifact of the case',
    'integrated-time-in-future_fail/identity': 'the identity of the case',
    'integrated-time-in-future_fail/issuer': 'the issuer of the case',
    'intoto-expired-certificate_fail/artifact': 'the artifact of the case',
    'intoto-expired-certificate_fail/trusted_root.json': CUSTOM_ROOT,
    'intoto-log-entry-mismatch_fail/artifact': 'the artifact of the case',
    'intoto-log-entry-mismatch_fail/trusted_root.json': CUSTOM_ROOT,
    'intoto-missing-inclusion-proof_fail/artifact': 'the artifact of the case',
    'intoto-missing-inclusion-proof_fail/trusted_root.json': CUSTOM_ROOT,
    'intoto-set-outside-signing-cert-validity_fail/artifact': 'the artifact of the case',
    'intoto-set-outside-signing-cert-validity_fail/trusted_root.json': CUSTOM_ROOT,
    'intoto-tsa-timestamp-outside-cert-validity_fail/artifact': 'the artifact of the case',
    'intoto-tsa-timestamp-outside-cert-validity_fail/trusted_root.json': CUSTOM_ROOT,
    'intoto-with-custom-trust-root/artifact': 'the artifact of the case',
    'intoto-with-custom-trust-root/trusted_root.json': CUSTOM_ROOT,
    'managed-key-happy-path/key.pub': 'the key of the case',
    'managed-key-wrong-key_fail/key.pub': 'the key of the case, which is none',
    'rekor2-dsse-happy-path/trusted_root.json': STAGING_ROOT,
    'rekor2-dsse-invalid-sig_fail/trusted_root.json': STAGING_ROOT,
    'rekor2-dsse-mismatch-envelope_fail/trusted_root.json': STAGING_ROOT,
    'rekor2-dsse-mismatch-sig_fail/trusted_root.json': STAGING_ROOT,
    'rekor2-no-timestamp_fail/trusted_root.json': STAGING_ROOT,
    'rekor2-timestamp-with-incorrect-time_fail/trusted_root.json': STAGING_ROOT,
    'trust-root-tlog-missing-validity-start_fail/trusted_root.json':
      'Sigstore staging, with a log key valid since never',
  },
}
