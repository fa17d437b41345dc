import {
  type BundleJson,
  encodeStatement,
  FORGERIES,
  type Forgery,
  fakeSigstore,
  githubIdentity,
  type KeyRequest,
  statement,
  testKey,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, isJsonObject, type JsonObject, readJson } from '../bytes/strict-json.ts'
import { parsePublicKey } from '../keys/public-key.ts'
import { isRejection, type RejectionCode } from '../rejection-codes.ts'
import { parseBundle } from './bundle.ts'
import { parseTrustedRoot, type TrustedRoot } from './trusted-root.ts'
import { verifyKeyBundle } from './verify-key-bundle.ts'
import { verifyKeyless } from './verify-keyless.ts'

const NOW = 1_790_000_000
const sigstore = fakeSigstore({ now: NOW })
const identity = githubIdentity({ repository: 'acme/app' })
const payload = encodeStatement(
  statement({ subject: [{ digest: { sha256: 'ab'.repeat(32) } }], predicateType: 'https://test/p', predicate: {} }),
)
const key = testKey('p256')

function asRead(value: object): JsonObject {
  const read = readJson(Buffer.from(JSON.stringify(value)))
  if (isInvalidJson(read) || !isJsonObject(read)) throw new TypeError('not an object')
  return read
}

const root = parseTrustedRoot(asRead(sigstore.trustedRoot))
const withoutLogs = parseTrustedRoot(asRead({ ...sigstore.trustedRoot, tlogs: [] }))

function keyless(bundle: BundleJson, trusted: TrustedRoot): RejectionCode | 'accepted' {
  const parsed = parseBundle(asRead(bundle))
  const proof = isRejection(parsed) ? parsed : verifyKeyless(parsed, trusted)
  return isRejection(proof) ? proof.code : 'accepted'
}

function keyed(bundle: BundleJson, trusted: readonly TrustedRoot[]): RejectionCode | 'accepted' {
  const parsed = parseBundle(asRead(bundle))
  const proof = isRejection(parsed) ? parsed : verifyKeyBundle(parsed, parsePublicKey(key.publicPem), trusted)
  return isRejection(proof) ? proof.code : 'accepted'
}

type Kind = Pick<KeyRequest, 'version' | 'log' | 'timestamp' | 'proof'>
const GOOD: readonly Kind[] = [
  { version: '0.1', log: 'rekor1-dsse' },
  { version: '0.1', log: 'rekor1-dsse', proof: false },
  { version: '0.1', log: 'rekor1-intoto', timestamp: true },
  { version: '0.2', log: 'rekor1-dsse' },
  { version: '0.2', log: 'rekor1-intoto' },
  { version: '0.2', log: 'rekor2' },
  { version: '0.3', log: 'rekor1-dsse' },
  { version: '0.3', log: 'rekor1-intoto' },
  { version: '0.3', log: 'rekor1-dsse', timestamp: true },
  { version: '0.3', log: 'rekor2' },
]
const STAMPED_ONLY: readonly Kind[] = [
  { version: '0.1', log: 'none', timestamp: true },
  { version: '0.3', log: 'none', timestamp: true },
]

/** Written by hand from the rules, before the first run. A function where the answer depends on the kind of bundle. */
const EXPECTED: Readonly<Record<Forgery, RejectionCode | 'accepted' | ((kind: Kind) => RejectionCode | 'accepted')>> = {
  'leaf-without-eku': 'certificate-not-for-signing',
  'leaf-server-auth-only': 'certificate-not-for-signing',
  'leaf-unknown-critical-extension': 'certificate-not-for-signing',
  'leaf-is-ca': 'certificate-not-for-signing',
  'leaf-two-sans': 'certificate-identity',
  // Two hours are no forgery to this verifier: `shortLived` says so, and authority decides.
  'leaf-validity-too-long': 'accepted',
  'leaf-by-stranger': 'certificate-untrusted',
  'leaf-outside-name-constraints': 'certificate-not-for-signing',
  'intermediate-expired': 'certificate-outside-validity',
  'ca-retired': 'certificate-outside-validity',
  'sct-missing': 'sct-invalid',
  'sct-by-stranger': 'sct-invalid',
  'sct-by-unknown-log': 'sct-invalid',
  'sct-over-other-certificate': 'sct-invalid',
  'sct-log-retired': 'sct-invalid',
  'signature-by-other-key': 'signature-invalid',
  'payload-swapped': 'signature-invalid',
  'payload-type-swapped': 'signature-invalid',
  'two-dsse-signatures': 'signature-count',
  'message-signature': 'bundle-not-an-envelope',
  // A promise is demanded of v0.1 alone; without one the integrated time is no time, and a timestamp may still be.
  'set-missing': ({ version, timestamp }) => {
    if (version === '0.1') return 'bundle-malformed'
    return timestamp === true ? 'accepted' : 'time-missing'
  },
  'set-by-stranger': 'log-entry-invalid',
  'set-over-other-time': 'log-entry-invalid',
  'integrated-time-outside-leaf': 'certificate-outside-validity',
  'inclusion-proof-missing': 'bundle-malformed',
  'inclusion-proof-wrong-hash': 'log-entry-invalid',
  'inclusion-proof-wrong-root-hash': 'log-entry-invalid',
  'checkpoint-of-other-tree': 'log-entry-invalid',
  'checkpoint-by-stranger': 'log-entry-invalid',
  'checkpoint-of-other-origin': 'log-entry-invalid',
  'checkpoint-signer-renamed': 'log-entry-invalid',
  'log-entry-of-other-signature': 'log-entry-mismatch',
  'log-entry-of-other-payload': 'log-entry-mismatch',
  'log-entry-of-other-certificate': 'log-entry-mismatch',
  'log-retired': 'log-entry-invalid',
  'timestamp-over-other-bytes': 'timestamp-invalid',
  'timestamp-by-stranger': 'timestamp-invalid',
  'timestamp-by-stranger-in-bag': 'timestamp-invalid',
  'timestamp-outside-leaf': 'certificate-outside-validity',
  'timestamp-without-eku': 'timestamp-invalid',
  // The genuine signer is pinned: what else lies in the bag is nothing to us.
  'timestamp-extra-certificate': 'accepted',
  'timestamp-eku-borrowed': 'timestamp-invalid',
  'timestamp-authority-retired': 'timestamp-invalid',
  'no-time': ({ version }) => (version === '0.1' ? 'bundle-malformed' : 'time-missing'),
}

function expected(forge: Forgery, kind: Kind): RejectionCode | 'accepted' {
  const answer = EXPECTED[forge]
  return typeof answer === 'function' ? answer(kind) : answer
}

/** The kinds of bundle that have what this forgery breaks; the testkit refuses the others with a TypeError. */
function forged(forge: Forgery, kinds: readonly Kind[], make: (kind: Kind) => BundleJson): [Kind, BundleJson][] {
  const made = kinds.flatMap((kind): [Kind, BundleJson][] => {
    try {
      return [[kind, make(kind)]]
    } catch (error) {
      if (error instanceof TypeError) return []
      throw error
    }
  })
  expect(made.length, forge).toBeGreaterThan(0)
  return made
}

const named = ({ version, log, timestamp, proof }: Kind): string =>
  `v${version} ${log}${timestamp === true ? ' stamped' : ''}${proof === false ? ' without proof' : ''}`

describe('verifyKeyless', () => {
  it.each(GOOD.map((kind) => [named(kind), kind] as const))('verifies a bundle when it is %s', (_, kind) => {
    expect(keyless(sigstore.bundle({ payload, identity, ...kind }), root)).toBe('accepted')
  })

  it.each(STAMPED_ONLY.map((kind) => [named(kind), kind] as const))(
    'verifies a bundle when it is %s and the root has no logs',
    (_, kind) => {
      const bundle = sigstore.bundle({ payload, identity, ...kind })
      expect(keyless(bundle, withoutLogs)).toBe('accepted')
      expect(keyless(bundle, root), 'and rejects it when the root has logs').toBe('log-entry-missing')
    },
  )

  it.each(FORGERIES.map(({ name, why }) => [name, why] as const))('answers %s, %s, by the table', (forge) => {
    const bundles = forged(forge, GOOD, (kind) => sigstore.bundle({ payload, identity, ...kind, forge }))
    const found = bundles.map(([kind, bundle]) => [named(kind), keyless(bundle, root)])
    expect(found).toEqual(bundles.map(([kind]) => [named(kind), expected(forge, kind)]))
  })
})

describe('verifyKeyBundle', () => {
  it.each(GOOD.map((kind) => [named(kind), kind] as const))('verifies a bundle when it is %s', (_, kind) => {
    const bundle = sigstore.keyBundle({ payload, key, ...kind })
    expect(keyed(bundle, [root])).toBe('accepted')
    expect(keyed(bundle, [])).toBe('accepted')
  })

  it.each(FORGERIES.filter(({ needs }) => !needs.includes('certificate')).map(({ name, why }) => [name, why] as const))(
    'answers %s, %s, by the table',
    (forge) => {
      const bundles = forged(forge, GOOD, (kind) => sigstore.keyBundle({ payload, key, ...kind, forge }))
      const found = bundles.map(([kind, bundle]) => [named(kind), keyed(bundle, [root])])
      expect(found).toEqual(bundles.map(([kind]) => [named(kind), expected(forge, kind)]))
    },
  )
})
