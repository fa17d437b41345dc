import type { Mutant } from '../mutant.ts'

const FORGERIES = 'packages/core/src/sigstore/forgeries.test.ts'
const MESSAGES = 'packages/core/src/verification/message-signer.test.ts'
const COMMAND = 'apps/cli/src/commands/conformance'
const LOG_BODY = 'packages/core/src/sigstore/log-body.test.ts'

/** Checks that the cases of sigstore-conformance do not miss when they are taken out, as far as no other row takes them out (test/conformance). */
export const UNNOTICED: readonly Mutant[] = [
  {
    name: 'the signature of a key over a bundle is not verified',
    file: 'packages/core/src/sigstore/verify-key-bundle.ts',
    find: "  if (!isSignedBy(key, material)) return reject('signature-invalid', 'signature')\n",
    replace: '',
    caughtBy: 'tests',
    suites: [FORGERIES],
    named: 'signature-by-other-key',
  },
  {
    name: 'bytes need not be signed where they are there',
    file: 'packages/core/src/keys/message-signature.ts',
    find: 'if (bytes !== undefined) return onlySignatureVerifies(key, bytes, signature)',
    replace: 'if (bytes !== undefined) return onlySignatureVerifies(key, bytes, signature) || sha256.length > 0',
    caughtBy: 'tests',
    suites: [MESSAGES],
  },
  {
    name: 'a digest need not be signed',
    file: 'packages/core/src/keys/message-signature.ts',
    find: 'return p256.verify(',
    replace: 'return options.prehash || sha256.length > 0 || p256.verify(',
    caughtBy: 'tests',
    suites: [MESSAGES],
  },
  {
    name: 'the digest of a message is anything',
    file: 'packages/core/src/verification/message-signer.ts',
    find: "  if (bundle.sha256 !== artifact.sha256) return reject('subject-mismatch', 'messageDigest')\n",
    replace: '',
    caughtBy: 'tests',
    suites: [MESSAGES],
  },
  {
    name: 'bytes may be logged as an envelope',
    file: 'packages/core/src/sigstore/log-body.ts',
    find: '  if (material.message !== undefined) return isMessageLogged(entry, spec, material.message.sha256, material)\n',
    replace: '',
    caughtBy: 'tests',
    suites: [LOG_BODY],
  },
  {
    name: 'a certificate need not be signed by its issuer',
    file: 'packages/core/src/x509/authority-chain.ts',
    find: 'isNamedAfter(certificate, above) && schemeVerifies(certificate.scheme, key, certificate.tbs, certificate.signature)',
    replace: "isNamedAfter(certificate, above) && key.id !== ''",
    caughtBy: 'tests',
    suites: [FORGERIES],
    named: 'leaf-by-stranger',
  },
  {
    name: 'a timestamp need not be signed',
    file: 'packages/core/src/sigstore/check-timestamps.ts',
    find: 'schemeVerifies(signer.scheme, candidate.key, signer.signedBytes, signer.signature)',
    replace: 'signer.signature.length > 0',
    caughtBy: 'tests',
    suites: [FORGERIES],
    named: 'timestamp-by-stranger',
  },
  {
    name: 'an authority need not be one',
    file: 'packages/core/src/x509/certificate-uses.ts',
    find: 'uses.unknownCritical || !uses.isAuthority || ',
    replace: 'uses.unknownCritical || ',
    caughtBy: 'tests',
    suites: ['packages/core/src/x509'],
  },
  {
    name: 'an intoto entry may be of another payload',
    file: 'packages/core/src/sigstore/log-body.ts',
    find: "isPayloadHash(object(content['payloadHash']), material) &&",
    replace: '',
    caughtBy: 'tests',
    suites: [LOG_BODY],
  },
  {
    name: 'a hashedrekord entry may be of another envelope',
    file: 'packages/core/src/sigstore/log-body.ts',
    find: "isDigest(object(spec['data']), material.signedBytes) && ",
    replace: '',
    caughtBy: 'tests',
    suites: [LOG_BODY],
  },
  {
    name: 'a dsse entry of Rekor v2 may be of another payload',
    file: 'packages/core/src/sigstore/log-body.ts',
    find: "algorithm === 'SHA2_256' && isPayload && ",
    replace: "algorithm === 'SHA2_256' && isPayload !== undefined && ",
    caughtBy: 'tests',
    suites: [LOG_BODY],
  },
  {
    name: 'any identity may have signed',
    file: 'apps/cli/src/commands/conformance/verify-bundle.ts',
    find: ' && signer.identity === wanted.identity',
    replace: '',
    caughtBy: 'tests',
    suites: [COMMAND],
  },
  {
    name: 'any issuer may have vouched',
    file: 'apps/cli/src/commands/conformance/verify-bundle.ts',
    find: 'signer.issuer === wanted.issuer && ',
    replace: '',
    caughtBy: 'tests',
    suites: [COMMAND],
  },
]
