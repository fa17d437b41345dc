import type { Mutant } from '../mutant.ts'

const ATTACHMENT = 'packages/core/src/sigstore/cosign-attachment.test.ts'
const PREHASHED = 'packages/core/src/keys'

/** Evidence in the places and spellings where tools leave it. */
export const FORMATS: readonly Mutant[] = [
  {
    name: 'an oldest entry is about any layer',
    file: 'packages/core/src/sigstore/log-body.ts',
    find: ' value === layerSha256 &&',
    replace: '',
    caughtBy: 'tests',
    suites: [ATTACHMENT],
  },
  {
    name: 'an oldest entry is of any verifier',
    file: 'packages/core/src/sigstore/log-body.ts',
    find: "isPemVerifier(spec['publicKey'], verifier)",
    replace: 'verifier.der.length > 0',
    caughtBy: 'tests',
    suites: ['packages/core/src/sigstore/log-body.test.ts'],
  },
  {
    name: 'the timestamp of a layer is over its signature',
    file: 'packages/core/src/sigstore/signed-material.ts',
    find: 'stampedBytes: layer ?? signature.signature',
    replace: 'stampedBytes: signature.signature',
    caughtBy: 'tests',
    suites: [ATTACHMENT],
  },
  {
    name: 'a layer may have several signatures',
    file: 'packages/core/src/sigstore/cosign-attachment.ts',
    find: 'signature === undefined || others.length > 0',
    replace: 'signature === undefined',
    caughtBy: 'tests',
    suites: [ATTACHMENT],
  },
  {
    name: 'a log entry that cannot be read is none',
    file: 'packages/core/src/sigstore/cosign-attachment.ts',
    find: "  if (read.length !== entries.length) return reject('bundle-malformed', 'attachment.logEntry')\n",
    replace: '',
    caughtBy: 'tests',
    suites: [ATTACHMENT],
  },
  {
    name: 'a timestamp that cannot be read is none',
    file: 'packages/core/src/sigstore/cosign-attachment.ts',
    find: "  if (stamped.length !== timestamps.length) return reject('bundle-malformed', 'attachment.timestamp')\n",
    replace: '',
    caughtBy: 'tests',
    suites: [ATTACHMENT],
  },
  {
    name: 'what was verified without an attachment is not verified with one',
    file: 'packages/core/src/assembly/verify-image.ts',
    find: 'JSON.stringify(fetched.attachment)',
    replace: "''",
    caughtBy: 'tests',
    suites: ['packages/core/src/assembly'],
  },
  {
    name: 'Ed25519ph is read laxly',
    file: 'packages/core/src/keys/prehashed-ed25519.ts',
    find: 'zip215: false',
    replace: 'zip215: true',
    caughtBy: 'tests',
    suites: [PREHASHED],
  },
  {
    name: 'a dear check is done for every signature that anybody adds',
    file: 'packages/core/src/verification/check-signature.ts',
    find: 'envelope.signatures.length === 1 ? onlySignatureVerifies : signatureVerifies',
    replace: 'onlySignatureVerifies',
    caughtBy: 'tests',
    suites: ['packages/core/src/verification'],
  },
]

const LARGE = 'packages/core/src/bytes/large-json.test.ts'

/** Large evidence is read around what makes it large. */
export const LARGE_EVIDENCE: readonly Mutant[] = [
  {
    name: 'the long string is the payload wherever it stands',
    file: 'packages/core/src/bytes/large-json.ts',
    find: "if (one[member] !== '#' || two[member] !== '%') return undefined",
    replace: 'if (one[member] === undefined) return undefined',
    caughtBy: 'tests',
    suites: [LARGE],
  },
  {
    name: 'one reading proves where the long string stands',
    file: 'packages/core/src/bytes/large-json.ts',
    find: " || two[member] !== '%'",
    replace: '',
    caughtBy: 'tests',
    suites: [LARGE],
  },
  {
    name: 'a long string that nobody decodes is taken as it stands (C71)',
    file: 'packages/core/src/bytes/large-json.ts',
    find: "if (!('mediaType' in one))",
    replace: "if (one[member] === '#')",
    caughtBy: 'tests',
    suites: [LARGE],
  },
  {
    name: 'a long predicate may be one list deeper than a short one (C71)',
    file: 'packages/core/src/bytes/large-json.ts',
    find: 'readInside(bytes.subarray(start, end), 1, STATEMENT_VALUES)',
    replace: 'readInside(bytes.subarray(start, end), 0, STATEMENT_VALUES)',
    caughtBy: 'tests',
    suites: [LARGE],
  },
  {
    name: 'a long predicate that is no JSON is absent',
    file: 'packages/core/src/bytes/large-json.ts',
    find: '  return isInvalidJson(value) ? value : whole(value, member).member()',
    replace: '  return whole(value, member).member()',
    caughtBy: 'tests',
    suites: [LARGE],
  },
  {
    name: 'a long predicate that cannot be read is read',
    file: 'packages/core/src/predicates/extract-claim.ts',
    find: "  if (value !== undefined && isInvalidJson(value)) return reject('statement-malformed', value.at)\n",
    replace: '',
    caughtBy: 'tsc',
  },
  {
    name: 'a long text may hold characters of the other alphabet',
    file: 'packages/core/src/bytes/base64.ts',
    find: " || text.includes('-') || text.includes('_')",
    replace: '',
    caughtBy: 'tests',
    suites: ['packages/core/src/bytes/base64.test.ts'],
  },
  {
    name: 'a long text may hold characters of two bytes',
    file: 'packages/core/src/bytes/base64.ts',
    find: '  if (Buffer.byteLength(text) !== text.length) return false\n',
    replace: '',
    caughtBy: 'tests',
    suites: ['packages/core/src/bytes/base64.test.ts'],
  },
]
