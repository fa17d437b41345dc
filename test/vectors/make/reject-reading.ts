import {
  altered,
  bundled,
  jsonBytes,
  key,
  NOW,
  rejected,
  reviewPayload,
  SUBJECT,
  signed,
  sigstore,
  trustingWorkflow,
} from './scene.ts'
import type { Vector } from './vector.ts'

const good = signed(reviewPayload())
const text = Buffer.from(good).toString('utf8')
const envelope = JSON.parse(text)
const KEY = 'review-ed25519'
const KEYLESS = 'provenance-keyless-v0.3'

/** One more character in front of the padding, with bits that a lax decoder drops. */
function withLooseBits(base64: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const last = base64.replace(/=+$/, '').length - 1
  const loose = alphabet[alphabet.indexOf(base64[last] ?? '') + 1] ?? ''
  return base64.slice(0, last) + loose + base64.slice(last + 1)
}

export const READING: readonly Vector[] = [
  {
    ...rejected(
      'evidence-too-large/one-byte-too-many',
      'review-sixteen-mebibytes',
      good,
      'Evidence of more than 16 MiB is never looked at. So much is not kept here: the file is a good envelope, and `padTo` of case.json says how much white space the test puts behind it, one byte more than is allowed. Made by signing a review.',
    ),
    facts: { subject: SUBJECT, verifiedAt: NOW, padTo: 16_777_217, sibling: 'review-sixteen-mebibytes', claims: [] },
  },
  rejected(
    'json-invalid/duplicate-member',
    KEY,
    Buffer.from(text.replace('{"payload":', '{"payload":"e30=","payload":')),
    'The member `payload` stands twice. Some parsers take the first, some the last; what two parsers can read differently is not read. Made from a good envelope by putting an empty object in front of its payload.',
  ),
  rejected(
    'json-invalid/byte-order-mark',
    KEY,
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), good]),
    'A byte order mark stands before the JSON; RFC 8259 lets a parser ignore it or refuse it. Made from a good envelope.',
  ),
  rejected(
    'json-invalid/truncated',
    KEY,
    good.subarray(0, -1),
    'The last byte is missing, as after a broken download. Made from a good envelope.',
  ),
  rejected(
    'statement-unsigned/bare-statement',
    KEY,
    reviewPayload(),
    'A statement without an envelope: it says the right things, and nobody signed it. Made by leaving the signature out.',
  ),
  rejected(
    'evidence-unrecognised/report',
    KEY,
    jsonBytes({ SchemaVersion: 2, ArtifactName: 'registry.test/acme/app', Results: [] }),
    'The report of a scanner, as it came out of it: an object, and neither an envelope nor a bundle. Made by hand.',
  ),
  rejected(
    'evidence-unrecognised/envelope-in-list',
    KEY,
    Buffer.from(`[${text}]`),
    'A good envelope inside a list. A list is no evidence; formats that hold several are taken apart by sources, not by the verifier.',
  ),
  rejected(
    'envelope-malformed/loose-base64-bits',
    KEY,
    jsonBytes({
      ...envelope,
      signatures: [{ ...envelope.signatures[0], sig: withLooseBits(envelope.signatures[0].sig) }],
    }),
    'The signature is spelt with bits that a lax decoder drops, so it would verify, and be another piece of evidence than the original. Made by raising the last character of the base64 by one.',
  ),
  rejected(
    'envelope-malformed/no-signatures',
    KEY,
    jsonBytes({ ...envelope, signatures: [] }),
    'An envelope that nobody signed: "every signature verifies" is true of none. Made by emptying the list.',
  ),
  rejected(
    'bundle-malformed/unknown-member',
    KEYLESS,
    altered({}, (bundle) => ({ ...bundle, verification_material: bundle.verificationMaterial })),
    'A bundle with a member that its specification does not have: another parser takes snake_case too and could look there. Made from a good bundle by adding the material under that name.',
    trustingWorkflow(),
  ),
  rejected(
    'bundle-malformed/without-inclusion-proof',
    'provenance-keyless-v0.2',
    bundled({ version: '0.2', log: 'rekor1-intoto', forge: 'inclusion-proof-missing' }),
    'From version 0.2 on a log entry must bring its inclusion proof. Made with the forgery `inclusion-proof-missing`.',
    trustingWorkflow(),
  ),
  rejected(
    'bundle-malformed/hint-beside-other-keyid',
    'review-key-bundle',
    jsonBytes(sigstore.keyBundle({ payload: reviewPayload(), key, hint: 'one', keyid: 'another' })),
    'The bundle says that one key signed, its envelope that another did. Neither word decides anything; together they are a contradiction. Made by giving hint and keyid different values.',
  ),
  rejected(
    'bundle-version-unsupported/next-version',
    KEYLESS,
    altered({}, (bundle) => ({ ...bundle, mediaType: 'application/vnd.dev.sigstore.bundle.v0.4+json' })),
    'A version that this verifier does not know may mean other things by the same members. Made from a good bundle by changing its media type.',
    trustingWorkflow(),
  ),
  rejected(
    'bundle-version-unsupported/suffix',
    KEYLESS,
    altered({}, (bundle) => ({ ...bundle, mediaType: `${bundle.mediaType}EVIL` })),
    'The media type only begins like a known one. Made from a good bundle by adding to it.',
    trustingWorkflow(),
  ),
  rejected(
    'bundle-not-an-envelope/message-signature',
    KEYLESS,
    bundled({ forge: 'message-signature' }),
    'The bytes of a statement, signed as a blob and not as an envelope: the signer signed some bytes and did not say that they are a statement. Made with the forgery `message-signature`.',
    trustingWorkflow(),
  ),
  rejected(
    'signature-count/two',
    KEYLESS,
    bundled({ forge: 'two-dsse-signatures' }),
    'A bundle has exactly one signature. The second could be the one that another verifier looks at. Both are good here. Made with the forgery `two-dsse-signatures`.',
    trustingWorkflow(),
  ),
]
