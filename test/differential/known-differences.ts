import type { Answered, Difference, Oracle } from './compare.ts'
import {
  certificatesInBag,
  hasCertificateLogs,
  hasPinnedSigner,
  hasUnknownMembers,
  keyids,
  signedAs,
  statementOf,
  unknownInStatement,
} from './evidence-facts.ts'

/** Pawl says yes where an oracle says no. */
export interface KnownDifference {
  readonly of: Oracle
  readonly name: string
  /** Why the yes gives nobody anything. */
  readonly because: string
  readonly matches: (answered: Answered) => boolean
  /** Met in one of some thousand cases: the short size may miss it. */
  readonly rare?: true
}

/** Written by hand, each understood. Anything else that an oracle refuses and Pawl does not is a failure of the test. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    of: 'sigstore-go',
    name: 'a keyid that is not its own name for the key',
    because:
      'the keyid is an unsigned hint (DSSE v1) and chooses nothing here: every trusted key is tried. Google Cloud Build writes the name of its key there',
    matches: (answered) =>
      answered.go.verdict === 'signature' &&
      keyids(answered.asked).some((keyid) => keyid !== '') &&
      isSignedToSomebodyElse(answered),
  },
  {
    of: 'sigstore-go',
    name: 'SHA-256 by a key of P-384 or P-521',
    because: 'older Sigstore clients sign so; of a certificate sigstore-go takes it too, of a key it does not',
    matches: ({ asked, go }) =>
      go.verdict === 'signature' && signedAs(asked, 'sha256', ['p384', 'p521'], ['der', 'ieee-p1363']),
  },
  {
    of: 'sigstore-go',
    name: 'Ed25519ph by a key',
    because:
      'cosign signs so with an Ed25519 key, and cannot verify it itself; the domain is another than that of Ed25519',
    matches: ({ asked, go }) => go.verdict === 'signature' && asked.name.startsWith('ed25519ph '),
  },
  {
    of: 'sigstore-go',
    name: 'a member that nobody knows in an envelope without a bundle',
    because:
      'an envelope may have members that a reader does not know (DSSE v1); it is this test that made a bundle of it',
    matches: ({ asked, go }) => go.verdict === 'parse' && hasUnknownMembers(asked),
  },
  {
    of: 'sigstore-go',
    name: 'a stranger in the bag of certificates of a timestamp',
    because: 'the token names its signer and the root pins it: what else lies in the unsigned bag is nothing (C31)',
    matches: ({ asked, go }) => go.verdict === 'timestamp' && certificatesInBag(asked) >= 2,
  },
  {
    of: 'sigstore-go',
    name: 'a member of the statement that nobody knows',
    because: 'in-toto: consumers ignore fields that they do not know',
    matches: ({ asked, go }) => go.verdict === 'statement' && unknownInStatement(asked),
  },
  {
    of: 'sigstore-go',
    name: 'a subject whose name is no text',
    because: 'a name says nothing about which artifact it is (C12) and is never read',
    matches: ({ asked, go }) =>
      go.verdict === 'statement' &&
      statementOf(asked).subjects.some(({ name = null }) => name !== null && typeof name !== 'string'),
  },
  {
    of: 'sigstore-go',
    name: 'a predicate that is no object',
    because: 'what a predicate may be is its own reader that says, after this: predicate-malformed',
    matches: ({ asked, go }) => go.verdict === 'statement' && !statementOf(asked).isPredicateObject,
  },
  {
    of: 'sigstore-go',
    name: 'a digest of another subject that is not hexadecimal',
    because: 'it is compared as text, and only the digest in question can be equal',
    matches: ({ asked, go }) =>
      go.verdict === 'subject' &&
      statementOf(asked).digests.some((digest) => !/^([0-9a-fA-F]{2})*$/.test(String(digest))),
  },
  {
    of: 'sigstore-go',
    name: 'a name that Go writes anew',
    rare: true,
    because:
      'Go writes a URI anew, with its scheme in small letters; here the name is what was certified, and is compared as it is',
    matches: ({ ours, go }) =>
      go.verdict === 'accept' &&
      ours.level === 'bound' &&
      go.identity !== ours.identity &&
      // `http://` without a host becomes `http:`.
      go.identity.replace(/\/*$/, '') ===
        ours.identity.replace(/^[A-Za-z]+/, (scheme) => scheme.toLowerCase()).replace(/\/*$/, ''),
  },
  {
    of: '@sigstore/verify',
    name: 'r and s side by side',
    because: 'key services sign so (IEEE P1363), and the test vector of DSSE itself is such a signature',
    matches: ({ asked }) => signedAs(asked, undefined, ['p256', 'p384', 'p521'], ['ieee-p1363']),
  },
  {
    of: '@sigstore/verify',
    name: 'SHA-384 by a key of P-384, SHA-512 by one of P-521',
    because: 'what cosign writes with such keys; the library knows SHA-256 alone, for envelopes',
    matches: ({ asked }) =>
      signedAs(asked, 'sha384', ['p384'], ['der']) || signedAs(asked, 'sha512', ['p521'], ['der']),
  },
  {
    of: '@sigstore/verify',
    name: 'Ed25519ph by a key',
    because: 'cosign signs so with an Ed25519 key; OpenSSL under Node does not reach it',
    matches: ({ asked }) => asked.name.startsWith('ed25519ph '),
  },
  {
    of: '@sigstore/verify',
    name: 'a certificate timestamp where the root has no log of certificates',
    because: 'what is demanded follows from the root: of a log that nobody trusts nothing is read',
    matches: ({ asked, go }) => go.verdict === 'accept' && !hasCertificateLogs(asked),
  },
  {
    of: '@sigstore/verify',
    name: 'a timestamp by a signer that the root does not pin',
    because:
      'the token brings its signer, and the authority that the root does pin issued it (RFC 3161); the library looks into the root alone',
    matches: ({ asked, go }) => ['accept', 'signature'].includes(go.verdict) && !hasPinnedSigner(asked),
  },
  ...ofBoth({
    name: 'nonsense of an authority beside the time',
    rare: true,
    because:
      'the authority itself signed it. What binds a timestamp is compared: the stamped hash, the digest of the information and that of its signer; issuer and serial once more, when it signed, accuracy and nonce say nothing that is used',
    matches: ({ asked, go }) => / of a timestamp, /.test(asked.name) && ['accept', 'timestamp'].includes(go.verdict),
  }),
  ...ofBoth({
    name: 'nonsense in an extension of a certificate that is not read',
    rare: true,
    because:
      'the authority itself signed it, and nothing is taken from it: an issuer is found by its name and its signature, not by the identifiers of keys',
    matches: ({ asked, go }) =>
      asked.name.includes(', certificate, ') && /x509: (?:invalid|malformed) .*identifier/.test(go.error),
  }),
  ...ofBoth({
    name: 'nonsense of a log beside what it recorded',
    rare: true,
    because:
      'the log itself signed it. What binds an entry to this evidence is compared: kind, version, hash, signature and verifier; the hash of the envelope beside them, and members that nobody knows, bind nothing',
    matches: ({ asked, go }) => asked.name.includes(', body of a log, ') && ['shape', 'log'].includes(go.verdict),
  }),
  ...ofBoth({
    name: 'what a root says of its authorities beside their keys',
    rare: true,
    because:
      'a root is the word of the operator. Names and addresses of an authority are never read, and names in its certificates are compared as bytes: nobody without the key can use what is odd about them',
    matches: ({ asked, go }) => asked.name.startsWith('root ') && go.verdict === 'root',
  }),
  {
    of: '@sigstore/verify',
    name: 'an authority of a root without the certificate above it',
    rare: true,
    because: 'what a root holds is trusted because it is there; the library wants a chain that ends with itself',
    matches: ({ asked, go }) => asked.name.startsWith('root ') && go.verdict === 'accept',
  },
]

/** The two oracles, each for what is said of them both. */
function ofBoth(row: Omit<KnownDifference, 'of'>): readonly KnownDifference[] {
  return (['@sigstore/verify', 'sigstore-go'] as const).map((of) => ({ ...row, of }))
}

/** Without sigstore-go: the other oracle takes the signature, or OpenSSL alone does where that one is known not to. */
function isSignedToSomebodyElse({ asked, js }: Answered): boolean {
  if (js || !hasPinnedSigner(asked)) return true
  return (
    asked.name.startsWith('ed25519ph ') || signedAs(asked, undefined, ['p256', 'p384', 'p521'], ['der', 'ieee-p1363'])
  )
}

export function knownDifference({ of, answered }: Difference): KnownDifference | undefined {
  return KNOWN_DIFFERENCES.find((each) => each.of === of && each.matches(answered))
}
