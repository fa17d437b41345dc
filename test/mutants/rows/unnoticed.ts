import type { Mutant } from '../mutant.ts'

const FORGERIES = 'packages/core/src/sigstore/forgeries.test.ts'
const LOG_BODY = 'packages/core/src/sigstore/log-body.test.ts'

/** Checks that the cases of sigstore-conformance do not miss when they are taken out, as far as no other row takes them out (test/conformance). */
export const UNNOTICED: readonly Mutant[] = [
  {
    name: 'the signature of a key over a bundle is not verified',
    file: 'packages/core/src/sigstore/verify-key-bundle.ts',
    find: "  if (!onlySignatureVerifies(key, material.signedBytes, material.signature))\n    return reject('signature-invalid', 'signature')\n",
    replace: '',
    caughtBy: 'tests',
    suites: [FORGERIES],
    named: 'signature-by-other-key',
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
]
