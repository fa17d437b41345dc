import type { SeededFault } from './faulty-core.ts'

/** Faults that the campaign must find, each with a kind of evidence in which no second check hides it. */
export const SEEDED_FAULTS: readonly (SeededFault & { readonly kind: string })[] = [
  {
    name: 'every signature by a key verifies',
    kind: 'dsse-ed25519',
    file: 'keys/verify-signature.ts',
    find: 'if (HASHES[key.kind].some((hash) => signatureVerifiesWith(key, hash, bytes, signature))) return true',
    replace: 'if (key.kind.length > 0) return true',
  },
  {
    name: 'every inclusion proof holds',
    kind: 'keyless-v0.3-rekor2',
    file: 'sigstore/check-log-entries.ts',
    find: '!isIncluded(entry.body, proof, log)',
    replace: 'proof.hashes.length > 64 && !isIncluded(entry.body, proof, log)',
  },
  {
    name: 'every promise of a log is kept',
    kind: 'keyless-v0.1-intoto-promise',
    file: 'sigstore/inclusion-promise.ts',
    find: "return signatureVerifiesWith(log.key, 'sha256', Buffer.from(promised), promise) ? integratedTime : undefined",
    replace: 'return promised.length + promise.length + log.id.length > 0 ? integratedTime : undefined',
  },
  {
    name: 'every timestamp is signed',
    kind: 'keyless-v0.3-rekor2',
    file: 'sigstore/check-timestamps.ts',
    find: 'schemeVerifies(signer.scheme, candidate.key, signer.signedBytes, signer.signature)',
    replace:
      '(signer.signature.length === 0 ? schemeVerifies(signer.scheme, candidate.key, signer.signedBytes, signer.signature) : true)',
  },
]
