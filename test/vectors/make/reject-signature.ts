import { type Forgery, type KeylessRequest, testKey } from '@pawl/testkit'
import { altered, bundled, key, rejected, reviewPayload, signed, trustingKey, trustingWorkflow } from './scene.ts'
import type { Vector } from './vector.ts'

const KEY = 'review-ed25519'
const KEYLESS = 'provenance-keyless-v0.3'

/** A keyless bundle with one forgery of the testkit, whose table says what it is. */
function forged(
  name: `${string}/${Forgery}`,
  why: string,
  varied: Partial<KeylessRequest> = {},
  sibling = KEYLESS,
): Vector {
  const forge = name.slice(name.indexOf('/') + 1) as Forgery
  const readme = `${why} Everything that depends on it was made again, so that this one check must notice. Made with the forgery \`${forge}\`.`
  return rejected(name, sibling, bundled({ ...varied, forge }), readme, trustingWorkflow())
}

const STAMPED = { log: 'rekor2' } as const
const REKOR2 = 'provenance-keyless-rekor2'

export const SIGNATURE: readonly Vector[] = [
  rejected(
    'signature-unverified/other-key',
    KEY,
    signed(reviewPayload(), { key: testKey('ed25519') }),
    'Signed by a key that no attester has. Made by signing a good review with a fresh key.',
  ),
  rejected(
    'signature-unverified/other-key-under-trusted-keyid',
    KEY,
    signed(reviewPayload(), { key: testKey('ed25519'), keyid: key.id }),
    'Signed by another key, which names itself by the id of the trusted one. A keyid is a hint and proves nothing. Made by signing with a fresh key and writing the trusted id.',
  ),
  forged('signature-invalid/signature-by-other-key', 'The certificate is for one key and another one signed.'),
  forged(
    'signature-invalid/payload-swapped',
    'The payload was replaced after signing, by one that differs in white space.',
  ),
  forged(
    'signature-invalid/payload-type-swapped',
    'The signature is over another payload type than the envelope now has: what was signed was no statement.',
  ),
  rejected(
    'key-outside-validity/retired',
    'review-key-in-window',
    signed(reviewPayload()),
    'A good signature by a key whose window ended the second before it is looked at. A bare envelope proves no time, so the moment of looking counts. Made by trusting the key until that very second.',
    trustingKey(key, {}, { validFrom: '2025-01-01T00:00:00Z', validUntil: '2026-01-02T00:00:00Z' }),
  ),
  rejected(
    'certificate-malformed/trailing-byte',
    KEYLESS,
    altered({}, (bundle) => withCertificate(bundle, (der) => Buffer.concat([der, Buffer.from([0])]))),
    'A byte stands behind the certificate. What reads on and what stops see different things. Made from a good bundle.',
    trustingWorkflow(),
  ),
  forged(
    'certificate-untrusted/leaf-by-stranger',
    'All names and key identifiers are those of the trusted authority; another key signed the certificate.',
  ),
  forged(
    'certificate-outside-validity/ca-retired',
    'The trusted root stopped trusting this authority a year before the signature.',
  ),
  forged(
    'certificate-outside-validity/intermediate-expired',
    'The intermediate certificate ran out before the signature: a leaf does not outlive its authority.',
  ),
  forged(
    'certificate-outside-validity/integrated-time-outside-leaf',
    'The log saw the signature an hour after the certificate ran out.',
  ),
  forged(
    'certificate-outside-validity/timestamp-outside-leaf',
    'The timestamp is of a day after the certificate ran out.',
    STAMPED,
    REKOR2,
  ),
  forged('certificate-not-for-signing/leaf-server-auth-only', 'The certificate is for TLS servers.'),
  forged('certificate-not-for-signing/leaf-is-ca', 'The certificate is that of an authority.'),
  forged(
    'certificate-not-for-signing/leaf-unknown-critical-extension',
    'The certificate has a critical extension that nobody knows; RFC 5280 forbids to go on.',
  ),
  forged(
    'certificate-not-for-signing/leaf-outside-name-constraints',
    'The intermediate may certify names of one host only, and this is another.',
  ),
  forged(
    'certificate-identity/leaf-two-sans',
    'The certificate has two names, of which the second is not the expected one: which of them signed?',
  ),
  forged('sct-invalid/sct-missing', 'The certificate proves by nothing that a certificate log has seen it.'),
  forged('sct-invalid/sct-by-stranger', 'The SCT names the trusted log, and another key signed it.'),
  forged('sct-invalid/sct-over-other-certificate', 'The SCT belongs to another certificate.'),
]

export const LOGGED: readonly Vector[] = [
  rejected(
    'log-entry-missing/timestamp-only',
    REKOR2,
    bundled({ log: 'none' }),
    'A timestamp proves the time, but the root has logs and no log has seen this signature: its owner could not notice it. Made without a log entry.',
    trustingWorkflow(),
  ),
  forged('log-entry-invalid/set-by-stranger', 'Another key signed the promise of the log.'),
  forged('log-entry-invalid/set-over-other-time', 'The promise is for another integrated time.'),
  forged('log-entry-invalid/inclusion-proof-wrong-hash', 'One hash of the inclusion path is another.'),
  forged('log-entry-invalid/checkpoint-by-stranger', 'Another key signed the tree head.'),
  forged(
    'log-entry-invalid/checkpoint-of-other-tree',
    'The tree head is signed by the right key and is that of another tree of the same size.',
  ),
  forged('log-entry-invalid/log-retired', 'The trusted root stopped trusting this log before.'),
  forged(
    'log-entry-mismatch/log-entry-of-other-signature',
    'The log holds another signature of the same key over the same payload.',
  ),
  forged('log-entry-mismatch/log-entry-of-other-payload', 'The log holds another payload.'),
  forged(
    'log-entry-mismatch/log-entry-of-other-certificate',
    'The log holds the same signature and payload under another certificate: its rightful owner watches for that one.',
  ),
  forged('timestamp-invalid/timestamp-over-other-bytes', 'A sound timestamp, over another signature.', STAMPED, REKOR2),
  forged(
    'timestamp-invalid/timestamp-by-stranger',
    'The timestamp names the trusted signer, and another key signed it.',
    STAMPED,
    REKOR2,
  ),
  forged(
    'timestamp-invalid/timestamp-without-eku',
    'The trusted authority signed it with a certificate that may not stamp times.',
    STAMPED,
    REKOR2,
  ),
  forged(
    'timestamp-invalid/timestamp-authority-retired',
    'The trusted root stopped trusting this timestamp authority before.',
    STAMPED,
    REKOR2,
  ),
  forged(
    'time-missing/no-time',
    'Nothing that can be believed says when it was signed: no promise, no integrated time, no timestamp.',
  ),
]

function withCertificate(
  bundle: Parameters<Parameters<typeof altered>[1]>[0],
  change: (der: Uint8Array) => Uint8Array,
): object {
  const { certificate, ...material } = bundle.verificationMaterial
  const der = Buffer.from(certificate?.rawBytes ?? '', 'base64')
  const rawBytes = Buffer.from(change(der)).toString('base64')
  return { ...bundle, verificationMaterial: { certificate: { rawBytes }, ...material } }
}
