import { HEX, rejected, reviewPayload, signed, statedWith, subject } from './scene.ts'
import type { Vector } from './vector.ts'

const KEY = 'review-ed25519'
const OTHER = 'ab'.repeat(32)

export const STATEMENT: readonly Vector[] = [
  rejected(
    'payload-type-unsupported/simple-signing',
    KEY,
    signed(reviewPayload(), undefined, 'application/vnd.dev.cosign.simplesigning.v1+json'),
    'The trusted key signed these bytes as something else than a statement. The signature covers the type, and the type decides what bytes mean. Made by signing a good review under that type.',
  ),
  rejected(
    'statement-malformed/not-json',
    KEY,
    signed(Buffer.from('not JSON')),
    'A good signature over text that is no JSON.',
  ),
  rejected(
    'statement-malformed/duplicate-subject',
    KEY,
    signed(
      Buffer.from(
        Buffer.from(reviewPayload())
          .toString('utf8')
          .replace('"subject":', `"subject":[{"digest":{"sha256":"${OTHER}"}}],"subject":`),
      ),
    ),
    'The signed statement has two subjects lists, and which one counts would depend on the parser. Made by putting another one in front before signing.',
  ),
  rejected(
    'statement-malformed/no-predicate-type',
    KEY,
    statedWith({ predicateType: '' }),
    'A statement that does not say what kind of statement it is. Made by emptying `predicateType` before signing.',
  ),
  rejected(
    'statement-type-unsupported/layout',
    KEY,
    statedWith({ _type: 'layout' }),
    'An in-toto layout is signed too and is no statement. Made by changing `_type` before signing.',
  ),
  rejected(
    'statement-type-unsupported/next-version',
    KEY,
    statedWith({ _type: 'https://in-toto.io/Statement/v2' }),
    'A version of statements that does not exist yet may name subjects differently. Made by changing `_type` before signing.',
  ),
  rejected(
    'subject-malformed/null-entry',
    KEY,
    statedWith({ subject: [...subject, null] }),
    'One subject is right, and one is no subject. A statement that cannot be read whole is not read in part. Made by adding null to the list before signing.',
  ),
  rejected(
    'subject-malformed/empty-list',
    KEY,
    statedWith({ subject: [] }),
    'A statement about nothing. Made by emptying the list before signing.',
  ),
  rejected(
    'subject-mismatch/other-digest',
    KEY,
    statedWith({ subject: [{ ...subject[0], digest: { sha256: OTHER } }] }),
    'A good review of another image, under the name of this one. Names decide nothing. Made by changing the digest before signing.',
  ),
  rejected(
    'subject-mismatch/beside-other-algorithm',
    KEY,
    statedWith({ subject: [{ digest: { sha256: OTHER } }, { digest: { sha512: HEX } }] }),
    'One subject has another sha256 and the other has none: neither is this image. Made by changing the digests before signing.',
  ),
  rejected(
    'subject-mismatch/upper-case',
    KEY,
    statedWith({ subject: [{ digest: { sha256: HEX.toUpperCase() } }] }),
    'The right digest in upper case, which the specification does not allow and other tools compare differently. Made by changing case before signing.',
  ),
  rejected(
    'subject-digest-unsupported/other-algorithm',
    KEY,
    statedWith({ subject: [{ digest: { sha512: HEX } }] }),
    'The digits of the image under the name of another algorithm. Made by renaming the digest before signing.',
  ),
]
