import { createHash } from 'node:crypto'
import { encodeStatement, fakeSigstore, githubIdentity, type KeyKind, statement, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { verifyImage } from '../assembly/verify-image.ts'
import { pinSubject } from '../reference/subject.ts'
import { isRejection } from '../rejection-codes.ts'
import { loadTrust } from '../trust/load-trust.ts'
import { messageSigner } from './message-signer.ts'

const NOW = 1_790_000_000
const sigstore = fakeSigstore({ now: NOW })
const identity = githubIdentity({ repository: 'acme/app' })
const WORKFLOW = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'
const HEX = 'ab'.repeat(32)
/** Whoever takes it for a statement would find one. */
const bytes = encodeStatement(
  statement({ subject: [{ digest: { sha256: HEX } }], predicateType: 'https://test/p', predicate: {} }),
)
const sha256Of = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')
const WHOLE = { sha256: sha256Of(bytes), bytes }
const DIGEST = { sha256: sha256Of(bytes), bytes: undefined }
const other = Buffer.from('another artifact')
const OTHER = { sha256: sha256Of(other), bytes: other }

function trust(key = testKey('p256'), window: object = {}, root: object = sigstore.trustedRoot) {
  const value = {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 't', revision: 1 },
    spec: {
      roots: [{ name: 'root', trustedRoot: 'root' }],
      attesters: [{ name: 'k', keys: [{ file: 'key', ...window }], claims: ['provenance'] }],
    },
  }
  const files: Readonly<Record<string, string>> = { root: JSON.stringify(root), key: key.publicPem }
  return loadTrust(value, { file: (name) => Buffer.from(files[name] ?? ''), publicGood: () => new Uint8Array() })
}

const encoded = (bundle: object): Uint8Array => Buffer.from(JSON.stringify(bundle))
const keyless = (log: 'rekor1-dsse' | 'rekor2') =>
  sigstore.bundle({ payload: bytes, identity, log, forge: 'message-signature' })
const bare = (key = testKey('p256')) =>
  sigstore.keyBundle({ payload: bytes, key, log: 'none', forge: 'message-signature' })

function found(bundle: object, artifact = WHOLE as typeof WHOLE | typeof DIGEST, by = trust()): unknown {
  const signer = messageSigner(encoded(bundle), artifact, by, NOW)
  return isRejection(signer) ? signer.code : signer
}

describe('messageSigner', () => {
  it.each(['rekor1-dsse', 'rekor2'] as const)(
    'finds the identity behind bytes, or their digest, logged in %s',
    (log) => {
      const signer = { kind: 'keyless', issuer: 'https://token.actions.githubusercontent.com', identity: WORKFLOW }
      expect(found(keyless(log))).toEqual(signer)
      expect(found(keyless(log), DIGEST)).toEqual(signer)
      expect(found(keyless(log), OTHER)).toBe('subject-mismatch')
    },
  )

  it('makes no claim of what it finds: bundle-not-an-envelope', () => {
    const evidence = [{ source: 'a', bytes: encoded(keyless('rekor2')) }]
    const image = verifyImage(evidence, pinSubject(`sha256:${HEX}`, new Map()), trust(), {
      verifiedAt: NOW,
      validUntil: NOW + 300,
    })
    expect(image.summary.claims).toEqual([])
    expect(image.findings.map(({ result }) => isRejection(result) && result.code)).toEqual(['bundle-not-an-envelope'])
  })

  it('finds the key behind bytes, or their digest, and no other: signature-invalid', () => {
    const key = testKey('p256')
    for (const artifact of [WHOLE, DIGEST]) {
      expect(found(bare(key), artifact, trust(key))).toEqual({ kind: 'key', id: key.id })
      expect(found(bare(key), artifact)).toBe('signature-invalid')
    }
  })

  it('refuses a signature over other bytes than the digest beside it: signature-invalid', () => {
    const key = testKey('p256')
    const { messageSignature, ...bundle } = bare(key)
    const digest = Buffer.from(OTHER.sha256, 'hex').toString('base64')
    const moved = {
      ...bundle,
      messageSignature: { ...messageSignature, messageDigest: { algorithm: 'SHA2_256', digest } },
    }
    expect(found(moved, OTHER, trust(key))).toBe('signature-invalid')
    expect(found(moved, { ...OTHER, bytes: undefined }, trust(key))).toBe('signature-invalid')
  })

  it.each<[KeyKind, unknown]>([
    ['p384', 'signature-invalid'],
    ['ed25519', 'signature-invalid'],
    ['rsa', 'signature-invalid'],
  ])('needs the bytes themselves of a key of the kind %s', (kind, code) => {
    const key = testKey(kind)
    expect(found(bare(key), WHOLE, trust(key))).toEqual({ kind: 'key', id: key.id })
    expect(found(bare(key), DIGEST, trust(key))).toBe(code)
  })

  it('tests the window of a key: key-outside-validity', () => {
    const key = testKey('p256')
    const ended = trust(key, { validUntil: '2020-01-01T00:00:00Z' })
    expect(found(bare(key), WHOLE, ended)).toBe('key-outside-validity')
  })

  it.each([
    ['30060201000201 00', 'zeros'],
    ['300602010102 0101', 'ones'],
    ['3003020101', 'one number'],
  ])('refuses the signature %s, %s, and throws nothing', (hex) => {
    const key = testKey('p256')
    const signature = Buffer.from(hex.replace(' ', ''), 'hex').toString('base64')
    const bundle = bare(key)
    const changed = { ...bundle, messageSignature: { ...bundle.messageSignature, signature } }
    expect(found(changed, DIGEST, trust(key))).toBe('signature-invalid')
    expect(found(changed, WHOLE, trust(key))).toBe('signature-invalid')
  })

  it.each<[string, string, (bundle: Record<string, unknown>) => unknown]>([
    ['an envelope', 'bundle-malformed', () => sigstore.bundle({ payload: bytes, identity })],
    ['an envelope beside it', 'bundle-malformed', (bundle) => ({ ...bundle, dsseEnvelope: {} })],
    ['an unknown member', 'bundle-malformed', (bundle) => ({ ...bundle, more: 1 })],
    ['another version', 'bundle-version-unsupported', (bundle) => ({ ...bundle, mediaType: 'text/plain' })],
    ['a list', 'evidence-unrecognised', () => []],
  ])('refuses %s: %s', (_, code, change) => {
    expect(found(change({ ...keyless('rekor2') }) as object)).toBe(code)
  })

  it('refuses what the log records as an envelope: log-entry-mismatch', () => {
    const bundle = keyless('rekor1-dsse')
    const enveloped = sigstore.bundle({ payload: bytes, identity, log: 'rekor1-dsse' })
    const tlogEntries = enveloped.verificationMaterial.tlogEntries
    expect(found({ ...bundle, verificationMaterial: { ...bundle.verificationMaterial, tlogEntries } })).toBe(
      'log-entry-mismatch',
    )
  })

  it('refuses a stranger’s certificate', () => {
    const stranger = fakeSigstore({ now: NOW })
    const withoutLogs = { ...sigstore.trustedRoot, tlogs: [] }
    const bundle = stranger.bundle({ payload: bytes, identity, log: 'none', forge: 'message-signature' })
    expect(found(bundle, WHOLE, trust(testKey('p256'), {}, withoutLogs))).toBe('timestamp-invalid')
    expect(found(stranger.bundle({ payload: bytes, identity, forge: 'message-signature' }))).toBe('log-entry-invalid')
  })
})
